"""Price what waits: planned and held replies, at today's prices and with today's text."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.domain.segments import measure
from hotline.domain.settings import HotlineSettings
from hotline.store.prices import read_prices
from hotline.store.replies import count_held, count_unfinished
from hotline.store.texts import current_text


@dataclass(frozen=True)
class Backlogged:
    """Replies that wait. `micros` leaves out those whose price is not known (`unpriced`)."""

    replies: int
    micros: int
    unpriced: int


def price_backlog(connection: Connection, settings: HotlineSettings, now: datetime) -> Backlogged:
    """Everything planned or held, together: what a resumption decides about."""
    unfinished = count_unfinished(connection)
    waiting = Counter(unfinished.get(ReplyStatus.PLANNED, {})) + Counter(
        unfinished.get(ReplyStatus.HELD, {})
    )
    return price_replies(connection, settings, waiting, now)


def price_held(connection: Connection, settings: HotlineSettings, now: datetime) -> Backlogged:
    """What the budget has held."""
    return price_replies(connection, settings, count_held(connection, Reason.BUDGET), now)


def price_replies(
    connection: Connection, settings: HotlineSettings, by_country: dict[str, int], now: datetime
) -> Backlogged:
    """So many replies to each country."""
    segments = measure(current_text(connection, settings.language).body).segments
    micros, unpriced = read_prices(connection, settings, now).owed(by_country, segments)
    return Backlogged(sum(by_country.values()), micros, unpriced)
