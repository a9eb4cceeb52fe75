"""Price planned and held replies, at today's prices and with today's reply text."""

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
    """Replies that wait, and their cost. `micros` leaves out those without a known price."""

    replies: int
    micros: int
    unpriced: int


@dataclass(frozen=True)
class Pricing:
    """Today's prices and today's reply texts."""

    prices: PriceList
    texts: Texts

    def of(self, by_country: Mapping[str, int]) -> Backlogged:
        """What these replies would cost, given as {country: how many}."""
        micros, unpriced = self.prices.owed(by_country, self.texts.segments)
        return Backlogged(sum(by_country.values()), micros, unpriced)

    def of_replies(self, replies: Iterable[Held]) -> Backlogged:
        """What these replies would cost."""
        return self.of(Counter(one.country for one in replies))

    def one(self, country: str) -> int:
        """What one reply to a country costs, in micros; 0 if no price is known."""
        return self.prices.estimate(country, self.texts.segments(country)) or 0


def price_held(connection: Connection, settings: HotlineSettings, now: datetime) -> Backlogged:
    """What the replies that the budget holds would cost."""
    return price_replies(connection, settings, count_held(connection, Reason.BUDGET), now)


def price_replies(
    connection: Connection, settings: HotlineSettings, by_country: Mapping[str, int], now: datetime
) -> Backlogged:
    """What these replies would cost, given as {country: how many}."""
    return read_pricing(connection, settings, now).of(by_country)


def read_pricing(connection: Connection, settings: HotlineSettings, now: datetime) -> Pricing:
    """Read prices and reply texts once, to price several things with them."""
    texts = texts_in_force(connection, settings)
    return Pricing(read_prices(connection, settings, now), texts)
