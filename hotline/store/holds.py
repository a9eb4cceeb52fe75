"""Queries on what is held for a raid or a drain, and on what is let go in spite of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, text

from hotline.domain.evidence import Kind
from hotline.domain.incidents import Incident
from hotline.domain.reasons import Reason
from hotline.domain.verdicts import Mark

# Nobody is judged by half of what he sent.
_IS_EXAMINED = """
NOT EXISTS (SELECT FROM inbounds
             WHERE inbounds.sender_id = replies.sender_id
               AND inbounds.received_at > CAST(:now AS timestamptz) - interval '90 minutes'
               AND NOT EXISTS (SELECT FROM examinations WHERE inbound_id = inbounds.id))
"""
_FOR_TRAFFIC = "reason IN ('raid', 'drain')"


@dataclass(frozen=True)
class Held:
    """A reply that waits for a verdict on its sender, locked."""

    reply_id: int
    sender_id: int
    country: str
    due_at: datetime


def hold_planned_since(connection: Connection, since: datetime, now: datetime) -> int:
    """Hold what was planned since then and nobody has let go; how many."""
    return connection.execute(
        text(
            "UPDATE replies SET status = 'held', reason = 'raid', changed_at = :now"
            " WHERE status = 'planned' AND planned_at >= :since AND released_at IS NULL"
        ),
        {"since": since, "now": now},
    ).rowcount


def hold_replies(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> int:
    """Hold these, where they are still planned; how many."""
    return connection.execute(
        text(
            "UPDATE replies SET status = 'held', reason = :reason, changed_at = :now"
            " WHERE id = ANY(:ids) AND status = 'planned' AND released_at IS NULL"
        ),
        {"ids": list(reply_ids), "reason": reason, "now": now},
    ).rowcount


def unjudged_held(connection: Connection, now: datetime, limit: int) -> list[Held]:
    """Held for a raid or a drain, due, and not judged yet; the longest due first."""
    return _held(connection, f"judged_at IS NULL AND {_IS_EXAMINED}", now, limit)


def innocent_held(connection: Connection, now: datetime, limit: int) -> list[Held]:
    """Judged genuine, and still held, since the hour's money was used up."""
    return _held(connection, "judged_at IS NOT NULL AND marks = '{}'", now, limit)


def _held(connection: Connection, condition: str, now: datetime, limit: int) -> list[Held]:
    rows = connection.execute(
        text(
            "SELECT id AS reply_id, sender_id, country, due_at FROM replies"  # noqa: S608
            f" WHERE status = 'held' AND {_FOR_TRAFFIC} AND due_at <= :now AND {condition}"
            " ORDER BY due_at, id LIMIT :limit FOR UPDATE SKIP LOCKED"
        ),
        {"now": now, "limit": limit},
    )
    return [Held(**row._mapping) for row in rows]


def note_verdict(
    connection: Connection, reply_ids: Sequence[int], marks: Sequence[Mark], now: datetime
) -> None:
    """Keep what speaks against the senders of these replies; nothing may."""
    if reply_ids:
        connection.execute(
            text(
                "UPDATE replies SET marks = CAST(:marks AS text[]), judged_at = :now"
                " WHERE id = ANY(:ids)"
            ),
            {"ids": list(reply_ids), "marks": list(marks), "now": now},
        )


def release_replies(
    connection: Connection, reply_ids: Sequence[int], now: datetime, *, by: int | None
) -> int:
    """Plan these again, never to be held for a raid; how many. `by` None: their senders look
    genuine."""
    return connection.execute(
        text(
            "UPDATE replies SET status = 'planned', reason = NULL, changed_at = :now,"  # noqa: S608
            " enqueued_at = NULL, released_at = :now, released_by = :by"
            f" WHERE id = ANY(:ids) AND status = 'held' AND {_FOR_TRAFFIC}"
        ),
        {"ids": list(reply_ids), "by": by, "now": now},
    ).rowcount


def released_by_itself(connection: Connection, now: datetime) -> dict[str, int]:
    """{country: replies} that were let go by their senders' looks in the last hour."""
    rows = connection.execute(
        text(
            "SELECT country, count(*) AS replies FROM replies"
            " WHERE released_at > :since AND released_by IS NULL GROUP BY 1"
        ),
        {"since": now - timedelta(hours=1)},
    )
    return {row.country: row.replies for row in rows}


def planned_since(connection: Connection, since: datetime, limit: int) -> list[Held]:
    """Planned since then and never let go by anybody: whom a drain may concern."""
    rows = connection.execute(
        text(
            "SELECT id AS reply_id, sender_id, country, due_at FROM replies"
            " WHERE status = 'planned' AND planned_at >= :since AND released_at IS NULL"
            " ORDER BY due_at, id LIMIT :limit"
        ),
        {"since": since, "limit": limit},
    )
    return [Held(**row._mapping) for row in rows]


def held_of(connection: Connection, incident: Incident, limit: int) -> list[Held]:
    """What is held for this incident's sake, due or not."""
    rows = connection.execute(
        text(
            "SELECT id AS reply_id, sender_id, country, due_at FROM replies"
            " WHERE status = 'held' AND reason = :reason AND planned_at >= :since"
            " AND planned_at <= coalesce(:until, planned_at) ORDER BY due_at, id LIMIT :limit"
        ),
        {
            "reason": Reason.DRAIN if incident.kind is Kind.DRAIN else Reason.RAID,
            "since": incident.onset_at - timedelta(minutes=2),
            "until": incident.closed_at,
            "limit": limit,
        },
    )
    return [Held(**row._mapping) for row in rows]


def drop_replies(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> int:
    """Call these off for ever; how many."""
    return connection.execute(
        text(
            "UPDATE replies SET status = 'dropped', reason = :reason, changed_at = :now"
            " WHERE id = ANY(:ids) AND status IN ('planned', 'held')"
        ),
        {"ids": list(reply_ids), "reason": reason, "now": now},
    ).rowcount


def keep_replies(
    connection: Connection, reply_ids: Sequence[int], now: datetime, *, by: int
) -> int:
    """Plan these, held or not, never to be held for a raid; how many."""
    return connection.execute(
        text(
            "UPDATE replies SET status = 'planned', reason = NULL, changed_at = :now,"
            " enqueued_at = NULL, released_at = :now, released_by = :by"
            " WHERE id = ANY(:ids) AND status IN ('planned', 'held')"
        ),
        {"by": by, "now": now, "ids": list(reply_ids)},
    ).rowcount


def owed_to(connection: Connection, sender_ids: Sequence[int]) -> list[str]:
    """The country of each reply that is planned or held for these senders."""
    rows = connection.execute(
        text(
            "SELECT country FROM replies"
            " WHERE sender_id = ANY(:senders) AND status IN ('planned', 'held')"
        ),
        {"senders": list(sender_ids)},
    )
    return list(rows.scalars())


def waiting_replies(connection: Connection, limit: int) -> list[Held]:
    """Everything planned or held, for whatever reason: a backlog."""
    rows = connection.execute(
        text(
            "SELECT id AS reply_id, sender_id, country, due_at FROM replies"
            " WHERE status IN ('planned', 'held') ORDER BY due_at, id LIMIT :limit"
        ),
        {"limit": limit},
    )
    return [Held(**row._mapping) for row in rows]


@dataclass(frozen=True)
class HeldFor:
    """A held reply, and why."""

    reply_id: int
    sender_id: int
    country: str
    reason: str
    due_at: datetime
    expires_at: datetime


def held_replies(connection: Connection, limit: int) -> list[HeldFor]:
    """Whatever is held, the longest due first."""
    rows = connection.execute(
        text(
            "SELECT id AS reply_id, sender_id, country, reason, due_at, expires_at FROM replies"
            " WHERE status = 'held' ORDER BY due_at, id LIMIT :limit"
        ),
        {"limit": limit},
    )
    return [HeldFor(**row._mapping) for row in rows]


def let_go(
    connection: Connection, reply_ids: Sequence[int], now: datetime, *, by: int
) -> list[str]:
    """Plan these again, whatever they were held for; the countries of those that still were."""
    rows = connection.execute(
        text(
            "UPDATE replies SET status = 'planned', reason = NULL, changed_at = :now,"
            " enqueued_at = NULL, released_at = :now, released_by = :by"
            " WHERE id = ANY(:ids) AND status = 'held' RETURNING country"
        ),
        {"ids": list(reply_ids), "by": by, "now": now},
    )
    return list(rows.scalars())


def call_off(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> list[str]:
    """Drop these for ever; the countries of those that still were held."""
    rows = connection.execute(
        text(
            "UPDATE replies SET status = 'dropped', reason = :reason, changed_at = :now"
            " WHERE id = ANY(:ids) AND status = 'held' RETURNING country"
        ),
        {"ids": list(reply_ids), "reason": reason, "now": now},
    )
    return list(rows.scalars())
