"""Queries on what is held for a raid or a drain, and on what is let go in spite of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from hotline.domain.detection.evidence import Kind
from hotline.domain.detection.verdicts import Mark
from hotline.domain.incidents import Incident
from hotline.domain.reasons import Reason
from hotline.domain.replies import Move
from hotline.store.owed_replies import WAITS
from hotline.store.reply_moves import may_move, moved

# Nobody is judged by half of what he sent.
_IS_EXAMINED = """
NOT EXISTS (SELECT FROM inbounds
             WHERE inbounds.sender_id = replies.sender_id
               AND inbounds.received_at > CAST(:now AS timestamptz) - interval '90 minutes'
               AND NOT EXISTS (SELECT FROM examinations WHERE inbound_id = inbounds.id))
"""
_FOR_TRAFFIC = f"{may_move(Move.RELEASE)} AND reason IN ('raid', 'drain')"
_NEVER_LET_GO = f"{may_move(Move.HOLD)} AND released_at IS NULL"
_OF_INCIDENT = """
status = 'held' AND reason = :reason AND planned_at >= :since
AND planned_at <= coalesce(:until, planned_at)
"""


@dataclass(frozen=True)
class Held:
    """A reply that is held, or may have to be. `reason` None: it is planned."""

    reply_id: int
    sender_id: int
    country: str
    reason: str | None
    due_at: datetime
    expires_at: datetime


def hold_planned_since(connection: Connection, since: datetime, now: datetime) -> int:
    """Hold what was planned since then and nobody has let go; how many."""
    return _hold(connection, "planned_at >= :since", Reason.RAID, now, since=since)


def hold_replies(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> int:
    """Hold these, where they are still planned; how many."""
    return _hold(connection, "id = ANY(:ids)", reason, now, ids=list(reply_ids))


def _hold(
    connection: Connection, condition: str, reason: Reason, now: datetime, **values: object
) -> int:
    return connection.execute(
        text(
            f"UPDATE replies SET {moved(Move.HOLD)}, reason = :reason, changed_at = :now"  # noqa: S608
            f" WHERE {_NEVER_LET_GO} AND {condition}"
        ),
        {"reason": reason, "now": now, **values},
    ).rowcount


def unjudged_held(connection: Connection, now: datetime, limit: int) -> list[Held]:
    """Held for a raid or a drain, due, and not judged yet; locked."""
    condition = f"{_FOR_TRAFFIC} AND due_at <= :now AND judged_at IS NULL AND {_IS_EXAMINED}"
    return _find(connection, condition, lock=True, now=now, limit=limit)


def innocent_held(connection: Connection, now: datetime, limit: int) -> list[Held]:
    """Judged genuine, and still held, since the hour's money was used up; locked."""
    condition = f"{_FOR_TRAFFIC} AND due_at <= :now AND judged_at IS NOT NULL AND marks = '{{}}'"
    return _find(connection, condition, lock=True, now=now, limit=limit)


def planned_since(connection: Connection, since: datetime, limit: int) -> list[Held]:
    """Planned since then and never let go by anybody: whom a drain may concern."""
    condition = f"{_NEVER_LET_GO} AND planned_at >= :since"
    return _find(connection, condition, since=since, limit=limit)


def held_of(connection: Connection, incident: Incident, limit: int) -> list[Held]:
    """What is held for this incident's sake, due or not."""
    return _find(connection, _OF_INCIDENT, limit=limit, **_of(incident))


def count_held_of(connection: Connection, incident: Incident) -> dict[str, int]:
    """{country: replies} of what is held for this incident's sake."""
    rows = connection.execute(
        text(f"SELECT country, count(*) AS replies FROM replies WHERE {_OF_INCIDENT} GROUP BY 1"),  # noqa: S608
        _of(incident),
    )
    return {row.country: row.replies for row in rows}


def _of(incident: Incident) -> dict[str, Any]:
    return {
        "reason": Reason.DRAIN if incident.kind is Kind.DRAIN else Reason.RAID,
        "since": incident.onset_at - timedelta(minutes=2),
        "until": incident.closed_at,
    }


def held_replies(connection: Connection, limit: int) -> list[Held]:
    """Whatever is held, for whatever reason."""
    return _find(connection, "status = 'held'", limit=limit)


def held_by_id(connection: Connection, reply_ids: Sequence[int]) -> list[Held]:
    """Those of them that are held."""
    condition = "status = 'held' AND id = ANY(:ids)"
    return _find(connection, condition, ids=list(reply_ids), limit=len(reply_ids))


def waiting_replies(connection: Connection, limit: int) -> list[Held]:
    """Everything planned or held, for whatever reason: a backlog."""
    return _find(connection, WAITS, limit=limit)


def _find(
    connection: Connection, condition: str, *, lock: bool = False, **values: object
) -> list[Held]:
    """The longest due first. What somebody else has locked is left out, where it is locked."""
    rows = connection.execute(
        text(
            "SELECT id AS reply_id, sender_id, country, reason, due_at, expires_at"  # noqa: S608
            f" FROM replies WHERE {condition} ORDER BY due_at, id LIMIT :limit"
            + (" FOR UPDATE SKIP LOCKED" if lock else "")
        ),
        values,
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
    """Plan again what a raid or a drain held; how many. `by` None: their senders look genuine."""
    return len(_let_go(connection, Move.RELEASE, _FOR_TRAFFIC, reply_ids, now=now, by=by))


def keep_replies(
    connection: Connection, reply_ids: Sequence[int], now: datetime, *, by: int
) -> int:
    """Plan these, held or not, never to be held for a raid; how many."""
    return len(_let_go(connection, Move.KEEP, "true", reply_ids, now=now, by=by))


def let_go(
    connection: Connection, reply_ids: Sequence[int], now: datetime, *, by: int
) -> list[str]:
    """Plan these again, whatever they were held for; the countries of those that still were."""
    return _let_go(connection, Move.RELEASE, "true", reply_ids, now=now, by=by)


def _let_go(
    connection: Connection,
    move: Move,
    condition: str,
    reply_ids: Sequence[int],
    *,
    now: datetime,
    by: int | None,
) -> list[str]:
    rows = connection.execute(
        text(
            f"UPDATE replies SET {moved(move)}, reason = NULL, changed_at = :now,"  # noqa: S608
            " enqueued_at = NULL, released_at = :now, released_by = :by"
            f" WHERE id = ANY(:ids) AND {may_move(move)} AND {condition} RETURNING country"
        ),
        {"ids": list(reply_ids), "by": by, "now": now},
    )
    return list(rows.scalars())


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
