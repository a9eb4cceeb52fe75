"""The figures that the page shows once a second, read through the hotline's own use cases."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from hotline.domain.errors import HotlineError
from hotline.domain.health import examine
from hotline.domain.incidents import Incident
from hotline.domain.replies import ReplyStatus
from hotline.store.database import Database
from hotline.store.heartbeats import read_ages
from hotline.store.incidents import open_spike
from hotline.store.settings import NotSetUpError, read_settings
from hotline.store.statistics import count_by_span
from hotline.usecases.reports.show_stats import Period, show_stats
from hotline.usecases.reports.show_status import Status, show_status
from hotline.usecases.senders.show_sender import show_sender
from simulator.clock import ahead_seconds, utc_now

# What the hotline of October 2017 paid for each text: it answered every one.
COST_IN_2017_MICROS = 160_000
_CHART = timedelta(hours=1)
# The parts that start slowest, and without which people see nothing happen.
_AT_WORK = ("worker", "bot")


class Figures:
    """Reads the figures from the hotline's store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self, numbers: list[str]) -> dict[str, Any]:
        """All the figures, with the replies to `numbers`; only `away` while PostgreSQL is down."""
        now = utc_now()
        try:
            status = show_status(database=self._database, now=now)
            stats = show_stats(Period.ALL, database=self._database, now=now)
            replies = {one: self._reply(one, now) for one in numbers}
            chart, incident = self._last_hour(now)
        except (SQLAlchemyError, NotSetUpError):
            return {"away": True}
        received = stats.counts.texts + stats.counts.calls
        sent = sum(stats.counts.replies.get(one, 0) for one in _SENT)
        spent = status.total.bound_micros
        return {
            "now": now.isoformat(),
            "ahead_seconds": round(ahead_seconds()),
            "timezone": status.settings.timezone,
            "mode": status.settings.mode,
            "currency": status.settings.currency,
            "received": received,
            "senders": stats.counts.senders,
            "sent": sent,
            **_money(status, spent, received),
            "incident": None if incident is None else {"id": incident.id, "kind": incident.kind},
            "replies": replies,
            "chart": chart,
        }

    def kept_since(self, moment: datetime) -> int | None:
        """How many texts and calls were stored since `moment`; None while PostgreSQL is down."""
        query = "SELECT count(*) FROM inbounds WHERE received_at >= :moment"
        return self._count(query, moment=moment)

    def seconds_left(self, number: str) -> float:
        """Seconds until the reply to this number is due; 0 if none waits."""
        reply = self._reply(number, utc_now()) or {}
        waits = reply.get("status") in (ReplyStatus.PLANNED, ReplyStatus.HELD)
        return max(float(reply["seconds"]), 0.0) if waits else 0.0

    def count_leaving(self) -> int:
        """Replies that are being sent or are due; those due do not count in mode suspended."""
        query = """
            SELECT count(*) FROM replies
             WHERE status = 'sending' OR (status = 'planned' AND due_at <= :now
                   AND (SELECT mode FROM settings) <> 'suspended')
        """
        return self._count(query, now=utc_now()) or 0

    def has_incident(self) -> bool:
        """Whether a raid or a surge is open; True while PostgreSQL is down."""
        try:
            with self._database.transaction() as connection:
                return open_spike(connection) is not None
        except SQLAlchemyError:
            return True

    def is_back(self) -> bool:
        """Whether texts are counted and the bot answers; False while PostgreSQL is down."""
        try:
            with self._database.transaction() as connection:
                parts = examine(read_ages(connection, utc_now()))
        except SQLAlchemyError:
            return False
        return all(part.is_alive for part in parts if part.name in _AT_WORK)

    def _count(self, query: str, **values: datetime) -> int | None:
        """The count that `query` returns; None while PostgreSQL is down."""
        try:
            with self._database.transaction() as connection:
                return int(connection.execute(text(query), values).scalar_one())
        except SQLAlchemyError:
            return None

    def _reply(self, number: str, now: datetime) -> dict[str, Any] | None:
        """The state of this sender's reply; `seconds` until it is due. None: an unknown sender."""
        try:
            detail = show_sender(number, database=self._database, now=now)
        except HotlineError:
            return None
        if detail.reply is None:
            return {"status": None}
        return {
            "status": detail.reply.status,
            "seconds": round((detail.reply.due_at - now).total_seconds(), 1),
            "is_blocked": detail.sender.blocked_at is not None,
        }

    def _last_hour(self, now: datetime) -> tuple[list[int], Incident | None]:
        """Texts and calls in each minute of the last hour; and the open raid or surge, if any."""
        since = (now - _CHART).replace(second=0, microsecond=0) + timedelta(minutes=1)
        with self._database.transaction() as connection:
            timezone = read_settings(connection).timezone
            spans = count_by_span(connection, since, unit="minute", timezone=timezone)
            incident = open_spike(connection)
        minutes = [0] * int(_CHART.total_seconds() // 60)
        for span in spans:
            place = int((span.begins_at - since).total_seconds() // 60)
            if 0 <= place < len(minutes):
                minutes[place] = span.messages
        return minutes, incident


_SENT = (ReplyStatus.SENT, ReplyStatus.DELIVERED, ReplyStatus.UNDELIVERED, ReplyStatus.UNKNOWN)


def _money(status: Status, spent: int, received: int) -> dict[str, Any]:
    return {
        "planned": status.planned.replies,
        "owed_micros": status.planned.micros,
        "held": status.held.replies,
        "held_micros": status.held.micros,
        "spent_micros": spent,
        "inbound_micros": status.total.inbound_micros,
        "left_micros": status.left_micros,
        "in_2017_micros": received * COST_IN_2017_MICROS,
        "saved_micros": max(
            0,
            received * COST_IN_2017_MICROS - spent - status.planned.micros - status.held.micros,
        ),
    }
