"""Show what happened over a day, a week, a month, or since the beginning."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.facts import Facts
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.ledger import began_at
from hotline.store.settings import read_settings
from hotline.store.statistics import Counts, Span, count_all, count_by_span, spent_since
from hotline.store.threats import count_threats


class Period(StrEnum):
    """How far back the statistics go."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


_LENGTHS = {
    Period.DAY: timedelta(hours=24),
    Period.WEEK: timedelta(days=7),
    Period.MONTH: timedelta(days=30),
}
_LONG = timedelta(days=90)


@dataclass(frozen=True)
class StatsFigures(Facts):
    """Counts and amounts, as a digest keeps them.

    `by_status`: replies by their status. `unanswered`: texts and calls by the reason why there is
    no reply.
    """

    texts: int
    calls: int
    senders: int
    new_senders: int
    by_status: dict[str, int]
    unanswered: dict[str, int]
    spent_micros: int
    inbound_micros: int
    currency: str


@dataclass(frozen=True)
class Stats:
    """The statistics. `spans`: one bar each, also for empty spans. `unit`: hour, day or month.

    `threats`, a count, is shown to people who ask and is in no digest: it is not pushed.
    """

    period: Period
    since: datetime
    counts: Counts
    threats: int
    spent_micros: int
    inbound_micros: int
    currency: str
    unit: str
    spans: list[Span]
    timezone: str

    @property
    def is_empty(self) -> bool:
        """Whether nothing came in and nothing was spent."""
        return not (self.counts.texts or self.counts.calls or self.spent_micros)

    @property
    def figures(self) -> StatsFigures:
        """The part that a digest keeps."""
        return StatsFigures(
            texts=self.counts.texts,
            calls=self.counts.calls,
            senders=self.counts.senders,
            new_senders=self.counts.new_senders,
            by_status=self.counts.replies,
            unanswered=self.counts.unanswered,
            spent_micros=self.spent_micros,
            inbound_micros=self.inbound_micros,
            currency=self.currency,
        )


def show_stats(period: Period, *, database: Database, now: datetime) -> Stats:
    """Count what happened in the period. With many millions of inbounds it takes a few seconds."""
    with database.transaction() as connection:
        return read_stats(connection, read_settings(connection), period, now)


def read_stats(
    connection: Connection, settings: HotlineSettings, period: Period, now: datetime
) -> Stats:
    """Count what happened in the period, inside the caller's transaction."""
    began = began_at(connection) or now
    since = now - _LENGTHS[period] if period in _LENGTHS else began
    unit = _unit(period, now - since)
    spent, inbound = spent_since(connection, day_of(since, settings.timezone), since)
    found = count_by_span(connection, since, unit=unit, timezone=settings.timezone)
    return Stats(
        period=period,
        since=since,
        counts=count_all(connection, since),
        threats=count_threats(connection, since=since),
        spent_micros=spent,
        inbound_micros=inbound,
        currency=settings.currency,
        unit=unit,
        spans=_without_gaps(found, since, now, unit, settings.timezone),
        timezone=settings.timezone,
    )


def _unit(period: Period, length: timedelta) -> str:
    if period is Period.DAY:
        return "hour"
    return "month" if period is Period.ALL and length > _LONG else "day"


def _without_gaps(
    found: list[Span], since: datetime, now: datetime, unit: str, timezone: str
) -> list[Span]:
    """Return every span from `since` to now, the empty ones too."""
    counted = {span.begins_at.astimezone(UTC): span.messages for span in found}
    spans, zone = [], ZoneInfo(timezone)
    begins = _begin(since.astimezone(zone), unit)
    while begins.astimezone(UTC) <= now.astimezone(UTC):
        at = begins.astimezone(UTC)
        spans.append(Span(at, counted.get(at, 0)))
        begins = _next(begins, unit)
    return spans


def _begin(local: datetime, unit: str) -> datetime:
    if unit == "hour":
        return local.replace(minute=0, second=0, microsecond=0)
    start = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    return start.replace(day=1) if unit == "month" else start


def _next(local: datetime, unit: str) -> datetime:
    """Days and months follow the local calendar. Hours are real hours, also when clocks change."""
    if unit == "hour":
        return (local.astimezone(UTC) + timedelta(hours=1)).astimezone(local.tzinfo)
    if unit == "day":
        return (local + timedelta(days=1)).replace(fold=0)
    return (local.replace(day=28) + timedelta(days=4)).replace(day=1, fold=0)
