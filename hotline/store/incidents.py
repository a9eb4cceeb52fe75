"""Queries on incidents and on the senders who take part in them."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Text, any_, bindparam, insert, select, text, update
from sqlalchemy.dialects.postgresql import ARRAY

from hotline.domain.detection.evidence import Kind
from hotline.domain.facts import UnreadableFactsError
from hotline.domain.incidents import Busy, Incident, IncidentSummary
from hotline.domain.replies import ReplyStatus
from hotline.store.tables import incidents

_SPIKES = (Kind.RAID, Kind.SURGE)
_COLUMNS = [incidents.c[one.name] for one in fields(Incident)]
# Prepared once: the watch asks this at every look.
_OPEN = select(*_COLUMNS).where(
    incidents.c.closed_at.is_(None), incidents.c.kind == any_(bindparam("kinds", type_=ARRAY(Text)))
)
_OPEN_LOCKED = _OPEN.with_for_update()


def open_spike(connection: Connection, *, lock: bool = False) -> Incident | None:
    """The open raid or surge, if there is one."""
    return _open(connection, _SPIKES, lock=lock)


def is_raid_open(connection: Connection) -> bool:
    """Whether a raid is open, guarded against or not."""
    query = select(incidents.c.id).where(
        incidents.c.closed_at.is_(None), incidents.c.kind == Kind.RAID
    )
    return connection.execute(query.limit(1)).first() is not None


def open_drain(connection: Connection, *, lock: bool = False) -> Incident | None:
    """The open drain, if there is one."""
    return _open(connection, (Kind.DRAIN,), lock=lock)


def _open(connection: Connection, kinds: Sequence[Kind], *, lock: bool) -> Incident | None:
    query = _OPEN_LOCKED if lock else _OPEN
    row = connection.execute(query, {"kinds": list(kinds)}).one_or_none()
    return None if row is None else _incident(row)


def closed_recently(
    connection: Connection, kinds: Sequence[Kind], now: datetime, *, within: timedelta
) -> Incident | None:
    """The newest incident of these kinds that closed by itself, no longer than `within` ago."""
    query = select(*_COLUMNS).where(
        incidents.c.kind.in_(kinds),
        incidents.c.closed_at >= now - within,
        incidents.c.dismissed_at.is_(None),
    )
    row = connection.execute(query.order_by(incidents.c.id.desc()).limit(1)).one_or_none()
    return None if row is None else _incident(row)


def get_incident(
    connection: Connection, incident_id: int, *, lock: bool = False
) -> Incident | None:
    """One incident, or None."""
    query = select(*_COLUMNS).where(incidents.c.id == incident_id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _incident(row)


def list_incidents(connection: Connection, *, limit: int, offset: int = 0) -> list[Incident]:
    """The newest first."""
    query = select(*_COLUMNS).order_by(incidents.c.id.desc()).limit(limit).offset(offset)
    return [_incident(row) for row in connection.execute(query)]


def add_incident(connection: Connection, **values: object) -> int:
    """Add an incident; its id."""
    statement = insert(incidents).values(**values).returning(incidents.c.id)
    return int(connection.execute(statement).scalar_one())


def change_incident(connection: Connection, incident_id: int, **values: object) -> None:
    """Set columns of one incident."""
    connection.execute(update(incidents).where(incidents.c.id == incident_id).values(**values))


def _incident(row: Row[Any]) -> Incident:
    return Incident(**{**row._mapping, "kind": Kind(row.kind), "summary": _summary(row.summary)})


def _summary(kept: dict[str, Any] | None) -> IncidentSummary | None:
    """The summary; None if there is none, or only a newer program can read it."""
    try:
        return None if kept is None else IncidentSummary.from_facts(kept)
    except UnreadableFactsError:
        return None


_COUNT = text(
    """
    INSERT INTO incident_senders (incident_id, sender_id, texts, calls, first_at, last_at)
    SELECT :incident_id, * FROM unnest(
           CAST(:senders AS bigint[]), CAST(:texts AS integer[]), CAST(:calls AS integer[]),
           CAST(:firsts AS timestamptz[]), CAST(:lasts AS timestamptz[]))
    ON CONFLICT (incident_id, sender_id) DO UPDATE
       SET texts = incident_senders.texts + excluded.texts,
           calls = incident_senders.calls + excluded.calls,
           first_at = least(incident_senders.first_at, excluded.first_at),
           last_at = greatest(incident_senders.last_at, excluded.last_at)
    """
)


@dataclass(frozen=True)
class Part:
    """What one sender did, between the two moments."""

    sender_id: int
    texts: int
    calls: int
    first_at: datetime
    last_at: datetime


def count_parts(connection: Connection, incident_id: int, parts: Sequence[Part]) -> None:
    """Add what these senders did to their counts in the incident."""
    if parts:
        connection.execute(
            _COUNT,
            {
                "incident_id": incident_id,
                "senders": [part.sender_id for part in parts],
                "texts": [part.texts for part in parts],
                "calls": [part.calls for part in parts],
                "firsts": [part.first_at for part in parts],
                "lasts": [part.last_at for part in parts],
            },
        )


@dataclass(frozen=True)
class Crowd:
    """The senders of an incident, as counts. `messages`: texts and calls.

    The worst: of those who are not blocked, the smallest group that sent four fifths.
    """

    senders: int
    new_senders: int
    messages: int
    worst_senders: int
    worst_messages: int


def read_crowd(connection: Connection, incident: Incident, *, worst: int) -> Crowd:
    """Count the senders of an incident; at most `worst` of them count as the worst.

    The cost grows with the senders of the incident, not with the texts.
    """
    # LATERAL with OFFSET 0: each is looked up by the index. Whenever PostgreSQL misjudges how few
    # take part, a plain join reads all senders.
    row = connection.execute(
        text(
            """
            SELECT count(*) AS senders,
                   count(*) FILTER (WHERE first_seen_at >= :onset) AS new_senders,
                   coalesce(sum(messages), 0) AS messages,
                   count(*) FILTER (WHERE is_worst) AS worst_senders,
                   coalesce(sum(messages) FILTER (WHERE is_worst), 0) AS worst_messages
              FROM (SELECT part.texts + part.calls AS messages, first_seen_at,
                           blocked_at IS NULL AND row_number() OVER busiest <= :worst
                           AND coalesce(sum(part.texts + part.calls) OVER before, 0)
                               < 0.8 * sum(part.texts + part.calls) OVER () AS is_worst
                      FROM incident_senders AS part CROSS JOIN LATERAL (
                           SELECT first_seen_at, blocked_at FROM senders
                            WHERE senders.id = part.sender_id OFFSET 0) AS sender
                     WHERE incident_id = :incident
                    WINDOW busiest AS (
                           ORDER BY blocked_at IS NOT NULL, part.texts + part.calls DESC,
                                    sender_id),
                           before AS (
                           ORDER BY blocked_at IS NOT NULL, part.texts + part.calls DESC,
                                    sender_id
                           ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)) AS part
            """
        ),
        {"incident": incident.id, "onset": incident.onset_at, "worst": worst},
    ).one()
    return Crowd(
        row.senders,
        row.new_senders,
        int(row.messages),
        row.worst_senders,
        int(row.worst_messages),
    )


def worst_senders(
    connection: Connection, incident_id: int, *, limit: int, offset: int = 0
) -> list[Part]:
    """The senders who did most and are not blocked, the worst first."""
    rows = connection.execute(
        text(
            "SELECT sender_id, part.texts, part.calls, first_at, last_at"
            "  FROM incident_senders AS part CROSS JOIN LATERAL (SELECT blocked_at FROM senders"
            "       WHERE senders.id = part.sender_id OFFSET 0) AS sender"
            " WHERE incident_id = :incident AND blocked_at IS NULL"
            " ORDER BY part.texts + part.calls DESC, sender_id LIMIT :limit OFFSET :offset"
        ),
        {"incident": incident_id, "limit": limit, "offset": offset},
    )
    return [Part(**row._mapping) for row in rows]


def busiest_senders(connection: Connection, incident_id: int, *, limit: int) -> list[Busy]:
    """The senders who did most, blocked ones too, the worst first.

    The cost grows with the senders of the incident.
    """
    rows = connection.execute(
        text(
            """
            WITH busiest AS (
                 SELECT sender_id, texts, calls FROM incident_senders
                  WHERE incident_id = :incident
                  ORDER BY texts + calls DESC, sender_id LIMIT :limit)
            SELECT sender_id, busiest.texts, busiest.calls, blocked_at IS NOT NULL AS is_blocked,
                   (SELECT status FROM replies WHERE replies.sender_id = busiest.sender_id
                     ORDER BY replies.id DESC LIMIT 1) AS reply
              FROM busiest JOIN senders ON senders.id = sender_id
             ORDER BY busiest.texts + busiest.calls DESC, sender_id
            """
        ),
        {"incident": incident_id, "limit": limit},
    )
    return [
        Busy(
            row.sender_id,
            row.texts,
            row.calls,
            row.is_blocked,
            None if row.reply is None else ReplyStatus(row.reply),
        )
        for row in rows
    ]


def replace_parts(connection: Connection, incident_id: int, parts: Sequence[Part]) -> None:
    """Replace all senders of an incident: those of a drain are found by looking back."""
    connection.execute(
        text("DELETE FROM incident_senders WHERE incident_id = :incident"),
        {"incident": incident_id},
    )
    count_parts(connection, incident_id, parts)


def busy_senders(connection: Connection, since: datetime, *, at_least: int) -> list[Part]:
    """The senders of at least this many texts and calls since `since`; at most 5000."""
    rows = connection.execute(
        text(
            """
            SELECT sender_id, sum((kind = 'sms')::int)::int AS texts,
                   sum((kind = 'call')::int)::int AS calls,
                   min(received_at) AS first_at, max(received_at) AS last_at
              FROM inbounds WHERE received_at >= :since AND sender_id IS NOT NULL
             GROUP BY sender_id HAVING count(*) >= :at_least
             ORDER BY count(*) DESC, max(received_at) DESC LIMIT 5000
            """
        ),
        {"since": since, "at_least": at_least},
    )
    return [Part(**row._mapping) for row in rows]


def count_incidents(connection: Connection) -> int:
    """How many incidents there ever were."""
    return int(connection.execute(text("SELECT count(*) FROM incidents")).scalar_one())
