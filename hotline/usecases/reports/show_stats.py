"""Show what happened over a day, a week, a month, or since the beginning."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.facts import Facts
from hotline.domain.inbounds import InboundKind
from hotline.store.database import Database
from hotline.store.ledger import began_at
from hotline.store.settings import read_settings
from hotline.store.statistics import (
    Counts,
    Received,
    Span,
    count_received,
    count_replies,
    count_senders,
    spent_since,
)
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
_Page = TypeVar("_Page")


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
    """Count what happened in the period, in pages: about a second for a million inbounds.

    What changes while it counts is counted as it was or as it is.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        began = began_at(connection) or now
        since = now - _LENGTHS[period] if period in _LENGTHS else began
        spent, inbound = spent_since(connection, day_of(since, settings.timezone), since)
        threats = count_threats(connection, since=since)
    unit = _unit(period, now - since)
    begins = _spans(since, now, unit, settings.timezone)
    received = _received(database, since, begins)
    messages: Counter[int] = Counter()
    for one in received:
        messages[one.span] += one.messages
    return Stats(
        period=period,
        since=since,
        counts=_counts(database, since, received),
        threats=threats,
        spent_micros=spent,
        inbound_micros=inbound,
        currency=settings.currency,
        unit=unit,
        spans=[Span(at, messages[place]) for place, at in enumerate(begins)],
        timezone=settings.timezone,
    )


def _received(database: Database, since: datetime, begins: Sequence[datetime]) -> list[Received]:
    pages = _pages(database, since, lambda connection, at: count_received(connection, at, begins))
    return [one for page in pages for one in page]


def _counts(database: Database, since: datetime, received: Sequence[Received]) -> Counts:
    kinds: Counter[InboundKind] = Counter()
    unanswered: Counter[str] = Counter()
    for one in received:
        kinds[one.kind] += one.messages
        if one.reason is not None:
            unanswered[one.reason] += one.messages
    seen = list(
        _pages(database, since, lambda connection, at: count_senders(connection, at, since))
    )
    replies: Counter[str] = Counter()
    for page in _pages(database, since, count_replies):
        replies.update(page)
    return Counts(
        texts=kinds[InboundKind.SMS],
        calls=kinds[InboundKind.CALL],
        senders=sum(one.senders for one in seen),
        new_senders=sum(one.new_senders for one in seen),
        replies=dict(replies),
        unanswered=dict(unanswered),
    )


def _pages(
    database: Database,
    since: datetime,
    read: Callable[[Connection, datetime], tuple[_Page, datetime | None]],
) -> Iterator[_Page]:
    """Read page after page, each in a transaction of its own: none takes long."""
    begins_at: datetime | None = since
    while begins_at is not None:
        with database.transaction() as connection:
            page, begins_at = read(connection, begins_at)
        yield page


def _unit(period: Period, length: timedelta) -> str:
    if period is Period.DAY:
        return "hour"
    return "month" if period is Period.ALL and length > _LONG else "day"


def _spans(since: datetime, now: datetime, unit: str, timezone: str) -> list[datetime]:
    """Where every span from `since` to now begins, in UTC."""
    found, zone = [], ZoneInfo(timezone)
    begins = _begin(since.astimezone(zone), unit)
    while begins.astimezone(UTC) <= now.astimezone(UTC):
        found.append(begins.astimezone(UTC))
        begins = _next(begins, unit)
    return found


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
