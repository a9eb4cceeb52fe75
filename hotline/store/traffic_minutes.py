"""Queries on what each minute brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import traffic_minutes


@dataclass(frozen=True)
class TrafficMinute:
    """One minute of traffic. `messages`: texts and calls. Usual rates are per minute.

    `usual_senders` None: this hour of the week had never been seen.
    """

    minute: datetime
    messages: int
    calls: int
    senders: int
    first_texts: int
    insults: int
    usual_messages: float
    usual_senders: float | None


def keep_minutes(connection: Connection, minutes: Sequence[TrafficMinute]) -> None:
    """Store these minutes. **Idempotent:** a minute that is stored already stays unchanged."""
    if minutes:
        statement = insert(traffic_minutes).on_conflict_do_nothing()
        connection.execute(statement, [vars(minute) for minute in minutes])


def read_hours(connection: Connection, now: datetime, hours: int) -> list[TrafficMinute]:
    """The stored minutes of the last `hours` hours, summed by the hour. Rates are per hour.

    The oldest first; `minute` is the begin of the hour. Minutes without traffic are stored too.
    """
    rows = connection.execute(
        text(
            """
            SELECT date_bin('1 hour', minute, :origin) AS minute,
                   sum(messages)::int AS messages, sum(calls)::int AS calls,
                   sum(senders)::int AS senders, sum(first_texts)::int AS first_texts,
                   sum(insults)::int AS insults, avg(usual_messages) * 60 AS usual_messages,
                   avg(usual_senders) * 60 AS usual_senders
              FROM traffic_minutes WHERE minute >= :since AND minute < :origin
             GROUP BY 1 ORDER BY 1
            """
        ),
        {"origin": now, "since": now - timedelta(hours=hours)},
    )
    return [TrafficMinute(**row._mapping) for row in rows]


def read_minutes(connection: Connection, since: datetime, until: datetime) -> list[TrafficMinute]:
    """The stored minutes from `since` until before `until`, the oldest first."""
    rows = connection.execute(
        text(
            "SELECT minute, messages, calls, senders, first_texts, insults, usual_messages,"
            " usual_senders FROM traffic_minutes WHERE minute >= :since AND minute < :until"
            " ORDER BY minute"
        ),
        {"since": since, "until": until},
    )
    return [TrafficMinute(**row._mapping) for row in rows]


def count_by_minute(
    connection: Connection, since: datetime, until: datetime
) -> list[tuple[datetime, int]]:
    """(minute, texts and calls), counted from the inbounds: for minutes not stored yet."""
    rows = connection.execute(
        text(
            "SELECT date_trunc('minute', received_at) AS minute, count(*) AS messages"
            "  FROM inbounds WHERE received_at >= :since AND received_at < :until"
            " GROUP BY 1 ORDER BY 1"
        ),
        {"since": since, "until": until},
    )
    return [(row.minute, row.messages) for row in rows]
