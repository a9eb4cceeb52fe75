"""Show how the hotline is: mode, traffic, money, and which parts are alive."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.health import PartHealth, examine
from hotline.domain.money import Budget, Figures, owed
from hotline.domain.replies import ReplyStatus
from hotline.domain.segments import measure
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.heartbeats import read_ages
from hotline.store.inbounds import last_received_at
from hotline.store.ledger import count_settled, read_figures
from hotline.store.prices import read_prices
from hotline.store.replies import count_unfinished
from hotline.store.settings import read_settings
from hotline.store.texts import current_text


@dataclass(frozen=True)
class Backlogged:
    """Replies that wait. `micros` leaves out those whose price is not known (`unpriced`)."""

    replies: int
    micros: int
    unpriced: int


@dataclass(frozen=True)
class Status:
    """Everything that one glance needs."""

    settings: HotlineSettings
    last_inbound_at: datetime | None
    planned: Backlogged
    held: Backlogged
    unknown: int
    sent_today: int
    day: Figures
    total: Figures
    parts: list[PartHealth]

    @property
    def budget(self) -> Budget:
        """The caps."""
        return self.settings.budget

    @property
    def left_micros(self) -> int:
        """What may still be spent today."""
        by_day = self.budget.day_micros - self.day.bound_micros
        by_total = self.budget.total_micros - self.total.bound_micros
        return max(0, min(by_day, by_total))


def show_status(*, database: Database, now: datetime) -> Status:
    """One reading of the store; costs a few indexed queries."""
    with database.transaction() as connection:
        settings = read_settings(connection)
        today = day_of(now, settings.timezone)
        day, total = read_figures(connection, today)
        unfinished = count_unfinished(connection)
        return Status(
            settings=settings,
            last_inbound_at=last_received_at(connection),
            planned=_price(connection, settings, unfinished.get(ReplyStatus.PLANNED, {})),
            held=_price(connection, settings, unfinished.get(ReplyStatus.HELD, {})),
            unknown=sum(unfinished.get(ReplyStatus.UNKNOWN, {}).values()),
            sent_today=count_settled(connection, today),
            day=day,
            total=total,
            parts=examine(read_ages(connection, now)),
        )


def price_backlog(connection: Connection, settings: HotlineSettings) -> Backlogged:
    """Everything planned or held, together: what a resumption decides about."""
    unfinished = count_unfinished(connection)
    planned = Counter(unfinished.get(ReplyStatus.PLANNED, {}))
    return _price(connection, settings, planned + Counter(unfinished.get(ReplyStatus.HELD, {})))


def _price(
    connection: Connection, settings: HotlineSettings, by_country: dict[str, int]
) -> Backlogged:
    prices = read_prices(connection, settings.currency)
    segments = measure(current_text(connection, settings.language).body).segments
    micros, unpriced = owed(by_country, prices, segments)
    return Backlogged(sum(by_country.values()), micros, unpriced)
