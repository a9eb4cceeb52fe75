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


@dataclass(frozen=True)
class MinuteFates:
    """What became of a minute's texts and calls.

    `answered`: their reply left, or will. `held`: it waits for a decision. `unanswered`: none is
    due, or it was dropped, or it failed.
    """

    minute: datetime
    answered: int
    held: int
    unanswered: int


def count_fates(connection: Connection, since: datetime, until: datetime) -> list[MinuteFates]:
    """Count the inbounds from `since` until before `until`, by the minute, as they are now.

    Also minutes that are not stored yet. Costs one look-up for each inbound that was owed a reply.
    """
    rows = connection.execute(
        text(
            """
            SELECT minute, count(*) FILTER (WHERE fate = 'answered') AS answered,
                   count(*) FILTER (WHERE fate = 'held') AS held,
                   count(*) FILTER (WHERE fate = 'unanswered') AS unanswered
              FROM (SELECT date_trunc('minute', received_at) AS minute,
                           CASE WHEN reply.status = 'held' THEN 'held'
                                WHEN reply.status IS NULL OR reply.status IN ('dropped', 'failed')
                                THEN 'unanswered' ELSE 'answered' END AS fate
                      FROM inbounds LEFT JOIN LATERAL (
                           SELECT status FROM replies
                            WHERE replies.inbound_id = inbounds.id AND inbounds.reason IS NULL
                           OFFSET 0) AS reply ON true
                     WHERE received_at >= :since AND received_at < :until) AS each
             GROUP BY 1 ORDER BY 1
            """
        ),
        {"since": since, "until": until},
    )
    return [MinuteFates(**row._mapping) for row in rows]
