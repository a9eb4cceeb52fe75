"""Show the hotline's status: mode, traffic, money, and which parts are alive."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.days import day_of
from hotline.domain.detection.evidence import Kind
from hotline.domain.health import PartHealth, examine
from hotline.domain.money import Budget, Figures, left_micros
from hotline.domain.replies import ReplyStatus
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.errands import Errand, UnpluggedLine, read_unplugged, waiting_errands
from hotline.store.heartbeats import read_ages
from hotline.store.inbounds import last_received_at
from hotline.store.incidents import open_spike
from hotline.store.ledger import count_settled, read_figures
from hotline.store.owed_replies import count_unfinished
from hotline.store.settings import read_settings
from hotline.usecases.money.price_replies import Backlogged, price_replies

# Errands that wait for their next try are shown too.
_SOON = timedelta(hours=1)


@dataclass(frozen=True)
class Status:
    """The status, as one message shows it. `errands`: those that wait or run now.

    `raid_id`: the incident of the raid that is open; None: there is none.
    """

    settings: HotlineSettings
    last_inbound_at: datetime | None
    planned: Backlogged
    held: Backlogged
    unknown: int
    sent_today: int
    day: Figures
    total: Figures
    parts: list[PartHealth]
    unplugged: list[UnpluggedLine]
    errands: list[Errand]
    raid_id: int | None = None

    @property
    def budget(self) -> Budget:
        """The caps."""
        return self.settings.budget

    @property
    def is_used_up(self) -> bool:
        """Whether the money left today is less than the average held reply costs.

        With no reply held: whether no money is left.
        """
        if not self.held.replies:
            return not self.left_micros
        return self.left_micros * self.held.replies < self.held.micros

    @property
    def left_micros(self) -> int:
        """What may still be spent today."""
        return left_micros(self.budget, day=self.day, total=self.total)


def show_status(*, database: Database, now: datetime) -> Status:
    """Read the status. Costs a few indexed queries."""
    with database.transaction() as connection:
        settings = read_settings(connection)
        today = day_of(now, settings.timezone)
        day, total = read_figures(connection, today)
        unfinished = count_unfinished(connection)
        raid = open_spike(connection)
        return Status(
            settings=settings,
            last_inbound_at=last_received_at(connection),
            planned=price_replies(
                connection, settings, unfinished.get(ReplyStatus.PLANNED, {}), now
            ),
            held=price_replies(connection, settings, unfinished.get(ReplyStatus.HELD, {}), now),
            unknown=sum(unfinished.get(ReplyStatus.UNKNOWN, {}).values()),
            sent_today=count_settled(connection, today),
            day=day,
            total=total,
            parts=examine(read_ages(connection, now)),
            errands=waiting_errands(connection, now + _SOON),
            raid_id=raid.id if raid is not None and raid.kind is Kind.RAID else None,
            unplugged=[one for one in read_unplugged(connection) if one.unplugged_at],
        )
