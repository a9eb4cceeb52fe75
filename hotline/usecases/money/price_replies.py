"""Price what waits: planned and held replies, at today's prices and with today's text."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.languages import Texts
from hotline.domain.prices import PriceList
from hotline.domain.reasons import Reason
from hotline.domain.settings import HotlineSettings
from hotline.store.held_replies import Held
from hotline.store.owed_replies import count_held
from hotline.store.prices import read_prices
from hotline.store.reply_texts import texts_in_force


@dataclass(frozen=True)
class Backlogged:
    """Replies that wait. `micros` leaves out those whose price is not known (`unpriced`)."""

    replies: int
    micros: int
    unpriced: int


@dataclass(frozen=True)
class Pricing:
    """Today's prices, and today's texts."""

    prices: PriceList
    texts: Texts

    def of(self, by_country: Mapping[str, int]) -> Backlogged:
        """What so many replies to each country would cost."""
        micros, unpriced = self.prices.owed(by_country, self.texts.segments)
        return Backlogged(sum(by_country.values()), micros, unpriced)

    def of_replies(self, replies: Iterable[Held]) -> Backlogged:
        """What these would cost."""
        return self.of(Counter(one.country for one in replies))

    def one(self, country: str) -> int:
        """What a reply there costs; nothing, where no price is known."""
        return self.prices.estimate(country, self.texts.segments(country)) or 0


def price_held(connection: Connection, settings: HotlineSettings, now: datetime) -> Backlogged:
    """What the budget has held."""
    return price_replies(connection, settings, count_held(connection, Reason.BUDGET), now)


def price_replies(
    connection: Connection, settings: HotlineSettings, by_country: Mapping[str, int], now: datetime
) -> Backlogged:
    """So many replies to each country."""
    return read_pricing(connection, settings, now).of(by_country)


def read_pricing(connection: Connection, settings: HotlineSettings, now: datetime) -> Pricing:
    """To price more than one thing with one reading of the store."""
    texts = texts_in_force(connection, settings.language)
    return Pricing(read_prices(connection, settings, now), texts)
