"""Queries on what happened in a period: only counts, nothing personal.

A period may hold millions of rows, more than one statement can read in its time. So they are read
in pages, by the moment of the row.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, text

from hotline.domain.inbounds import InboundKind
from hotline.store.ledger import read_days

ROWS_OF_A_PAGE = 100_000
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Counts:
    """The counts of a period.

    `replies`: {status: replies}. `unanswered`: {reason: texts and calls that were owed no reply}.
    """

    texts: int
    calls: int
    senders: int
    new_senders: int
    replies: dict[str, int]
    unanswered: dict[str, int]


@dataclass(frozen=True)
class Span:
    """One bar of a picture. `messages`: texts and calls."""

    begins_at: datetime
    messages: int


@dataclass(frozen=True)
class Received:
    """Texts and calls of one kind, with one reason. `span`: in which of the spans they came."""

    kind: InboundKind
    reason: str | None
    span: int
    messages: int


@dataclass(frozen=True)
class Seen:
    """How many senders wrote or called, and how many of them for the first time."""

    senders: int = 0
    new_senders: int = 0


def count_received(
    connection: Connection, begins_at: datetime, spans: Sequence[datetime]
) -> tuple[list[Received], datetime | None]:
    """Count the inbounds of the page that begins then. `spans`: where each begins, in order.

    Returns them, and where the next page begins; None: this is the last one.
    """
    ends_at = _end_of_page(connection, "inbounds", "received_at", begins_at)
    rows = connection.execute(
        text(
            "SELECT kind, reason, count(*) AS messages,"
            " width_bucket(received_at, CAST(:spans AS timestamptz[])) - 1 AS span FROM inbounds"
            " WHERE received_at >= :begins AND received_at < :ends"
            " GROUP BY kind, reason, span"
        ),
        {"begins": begins_at, "ends": ends_at or _NEVER, "spans": list(spans)},
    )
    found = [Received(InboundKind(row.kind), row.reason, row.span, row.messages) for row in rows]
    return found, ends_at


def count_senders(
    connection: Connection, begins_at: datetime, since: datetime
) -> tuple[Seen, datetime | None]:
    """Count the senders whose last text or call was in the page that begins then.

    `since`: who came first since then is new. Returns where the next page begins, as above.
    """
    ends_at = _end_of_page(connection, "senders", "last_seen_at", begins_at)
    row = connection.execute(
        text(
            "SELECT count(*) AS senders,"
            " count(*) FILTER (WHERE first_seen_at >= :since) AS new FROM senders"
            " WHERE last_seen_at >= :begins AND last_seen_at < :ends"
            " AND texts + calls > 0"
        ),
        {"begins": begins_at, "ends": ends_at or _NEVER, "since": since},
    ).one()
    return Seen(row.senders, row.new), ends_at


def count_replies(
    connection: Connection, begins_at: datetime
) -> tuple[dict[str, int], datetime | None]:
    """Count the replies planned in the page that begins then: {status: replies}.

    Returns where the next page begins, as above.
    """
    ends_at = _end_of_page(connection, "replies", "planned_at", begins_at)
    rows = connection.execute(
        text(
            "SELECT status, count(*) AS replies FROM replies"
            " WHERE planned_at >= :begins AND planned_at < :ends"
            " GROUP BY status"
        ),
        {"begins": begins_at, "ends": ends_at or _NEVER},
    )
    return {row.status: row.replies for row in rows}, ends_at


def _end_of_page(
    connection: Connection, table: str, moment: str, begins_at: datetime
) -> datetime | None:
    """The moment of the first row after the page; None: this page holds all that follow."""
    query = text(
        f"SELECT {moment} FROM {table} WHERE {moment} > :begins"  # noqa: S608
        f" ORDER BY {moment} OFFSET :rows LIMIT 1"
    )
    values = {"begins": begins_at, "rows": ROWS_OF_A_PAGE}
    return connection.execute(query, values).scalar()


def spent_since(connection: Connection, first_day: date, since: datetime) -> tuple[int, int]:
    """(micros spent on replies, micros that incoming texts cost) since `since`, in `first_day`.

    Of the first day the entries are read, of the days after it the running figures.
    """
    row = connection.execute(
        text(
            "SELECT coalesce(sum(spent_micros), 0)::bigint AS spent,"
            " coalesce(sum(inbound_micros), 0)::bigint AS inbound FROM ledger_entries"
            " WHERE day = :day AND created_at >= :since"
        ),
        {"day": first_day, "since": since},
    ).one()
    later = read_days(connection, first_day + timedelta(days=1), date.max).values()
    spent = row.spent + sum(one.spent_micros for one in later)
    return spent, row.inbound + sum(one.inbound_micros for one in later)


def count_by_span(
    connection: Connection, since: datetime, *, unit: str, timezone: str
) -> list[Span]:
    """Texts and calls by `unit` ("hour", "day", "month") in the team's time zone."""
    rows = connection.execute(
        text(
            "SELECT date_trunc(:unit, received_at, :timezone) AS begins_at, count(*) AS messages"
            " FROM inbounds WHERE received_at >= :since GROUP BY 1 ORDER BY 1"
        ),
        {"unit": unit, "timezone": timezone, "since": since},
    )
    return [Span(row.begins_at, row.messages) for row in rows]
