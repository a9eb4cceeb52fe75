"""Queries on replies that are held for a raid or a drain, and on releasing them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, text

from hotline.domain.consents import Consent, Effect
from hotline.domain.detection.evidence import Kind
from hotline.domain.detection.verdicts import Mark
from hotline.domain.incidents import Incident
from hotline.domain.reasons import Reason
from hotline.domain.replies import Move
from hotline.store.owed_replies import WAITS
from hotline.store.reply_moves import may_move, moved

# All recent inbounds of the sender are examined: no verdict on half of what they sent.
_IS_EXAMINED = """
NOT EXISTS (SELECT FROM inbounds
             WHERE inbounds.sender_id = replies.sender_id
               AND inbounds.received_at > CAST(:now AS timestamptz) - interval '90 minutes'
               AND NOT EXISTS (SELECT FROM examinations WHERE inbound_id = inbounds.id))
"""
_FOR_TRAFFIC = f"{may_move(Move.RELEASE)} AND reason IN ('raid', 'drain')"
_NEVER_RELEASED = f"{may_move(Move.HOLD)} AND released_at IS NULL"
_OF_INCIDENT = """
status = 'held' AND reason = :reason AND planned_at >= :since
AND planned_at <= coalesce(:until, planned_at)
"""


@dataclass(frozen=True)
class Held:
    """A reply that is held, or that may have to be held. `reason` None: it is planned."""

    reply_id: int
    sender_id: int
    country: str
    reason: str | None
    due_at: datetime
    expires_at: datetime


def hold_planned_since(connection: Connection, since: datetime, now: datetime) -> int:
    """Hold replies that were planned since `since` and never released; how many."""
    return _hold(connection, "planned_at >= :since", Reason.RAID, now, since=since)


def hold_replies(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> int:
    """Hold these replies if they are still planned and were never released; how many."""
    return _hold(connection, "id = ANY(:ids)", reason, now, ids=list(reply_ids))


def hold_again(connection: Connection, reply_ids: Sequence[int], kind: Kind, now: datetime) -> int:
    """Hold these replies although they were released, if they are still planned; how many."""
    reason = Reason.DRAIN if kind is Kind.DRAIN else Reason.RAID
    result = connection.execute(
        text(
            f"UPDATE replies SET {moved(Move.HOLD)}, reason = :reason,"  # noqa: S608
            " changed_at = :now, released_at = NULL, released_by = NULL"
            f" WHERE id = ANY(:ids) AND {may_move(Move.HOLD)}"
        ),
        {"ids": list(reply_ids), "reason": reason, "now": now},
    )
    return result.rowcount


def _hold(
    connection: Connection, condition: str, reason: Reason, now: datetime, **values: object
) -> int:
    return connection.execute(
        text(
            f"UPDATE replies SET {moved(Move.HOLD)}, reason = :reason, changed_at = :now"  # noqa: S608
            f" WHERE {_NEVER_RELEASED} AND {condition}"
        ),
        {"reason": reason, "now": now, **values},
    ).rowcount


def unjudged_held(connection: Connection, now: datetime, limit: int) -> list[Held]:
    """Replies held for a raid or a drain, due, and without a verdict yet; locked."""
    condition = f"{_FOR_TRAFFIC} AND due_at <= :now AND judged_at IS NULL AND {_IS_EXAMINED}"
    return _find(connection, condition, lock=True, now=now, limit=limit)


def innocent_held(connection: Connection, now: datetime, limit: int) -> list[Held]:
    """Replies of genuine senders that are still held because the hour's money was used; locked."""
    condition = f"{_FOR_TRAFFIC} AND due_at <= :now AND judged_at IS NOT NULL AND marks = '{{}}'"
    return _find(connection, condition, lock=True, now=now, limit=limit)


def planned_since(connection: Connection, since: datetime, limit: int) -> list[Held]:
    """Replies planned since `since` and never released: a drain may concern them."""
    condition = f"{_NEVER_RELEASED} AND planned_at >= :since"
    return _find(connection, condition, since=since, limit=limit)


def held_of(connection: Connection, incident: Incident, limit: int) -> list[Held]:
    """The replies that are held because of this incident, due or not."""
    return _find(connection, _OF_INCIDENT, limit=limit, **_of(incident))


def count_held_of(connection: Connection, incident: Incident) -> dict[str, int]:
    """{country: replies} that are held because of this incident."""
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
    """All held replies, for any reason."""
    return _find(connection, "status = 'held'", limit=limit)


def held_by_id(connection: Connection, reply_ids: Sequence[int]) -> list[Held]:
    """Those of these replies that are held."""
    condition = "status = 'held' AND id = ANY(:ids)"
    return _find(connection, condition, ids=list(reply_ids), limit=len(reply_ids))


def waiting_replies(connection: Connection, limit: int) -> list[Held]:
    """All planned or held replies, for any reason: the backlog."""
    return _find(connection, WAITS, limit=limit)


def _find(
    connection: Connection, condition: str, *, lock: bool = False, **values: object
) -> list[Held]:
    """The longest due first. With `lock`, rows that others have locked are skipped."""
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
    """Keep the verdict on the senders of these replies. No marks: they look genuine."""
    if reply_ids:
        connection.execute(
            text(
                "UPDATE replies SET marks = CAST(:marks AS text[]), judged_at = :now"
                " WHERE id = ANY(:ids)"
            ),
            {"ids": list(reply_ids), "marks": list(marks), "now": now},
        )


def release_replies(
    connection: Connection, reply_ids: Sequence[int], now: datetime, *, consent: Consent
) -> int:
    """Release replies held for a raid or a drain; how many.

    Raises RefusedError("needs_two") if there are any, and the consent does not cover it.
    """
    released = _release(connection, Move.RELEASE, _FOR_TRAFFIC, reply_ids, now, consent=consent)
    if released:
        consent.require(Effect.RELEASE)
    return len(released)


def keep_replies(
    connection: Connection, kept: Sequence[Held], now: datetime, *, consent: Consent
) -> int:
    """Plan these replies, held or planned, and never hold them for a raid again; how many.

    Raises RefusedError("needs_two") if any is held, and the consent does not cover a release.
    """
    if any(one.reason is not None for one in kept):
        consent.require(Effect.RELEASE)
    ids = [one.reply_id for one in kept]
    return len(_release(connection, Move.KEEP, "true", ids, now, consent=consent))


def release_by_id(
    connection: Connection, reply_ids: Sequence[int], now: datetime, *, consent: Consent
) -> list[str]:
    """Release these replies, held for any reason; the countries of those that still were held.

    Raises RefusedError("needs_two") if there are any, and the consent does not cover it.
    """
    released = _release(connection, Move.RELEASE, "true", reply_ids, now, consent=consent)
    if released:
        consent.require(Effect.RELEASE)
    return released


def _release(
    connection: Connection,
    move: Move,
    condition: str,
    reply_ids: Sequence[int],
    now: datetime,
    *,
    consent: Consent,
) -> list[str]:
    rows = connection.execute(
        text(
            f"UPDATE replies SET {moved(move)}, reason = NULL, changed_at = :now,"  # noqa: S608
            " enqueued_at = NULL, released_at = :now, released_by = :by"
            f" WHERE id = ANY(:ids) AND {may_move(move)} AND {condition} RETURNING country"
        ),
        {"ids": list(reply_ids), "by": consent.by, "now": now},
    )
    return list(rows.scalars())


def released_by_itself(connection: Connection, now: datetime) -> dict[str, int]:
    """{country: replies} released in the last hour because their senders looked genuine."""
    rows = connection.execute(
        text(
            "SELECT country, count(*) AS replies FROM replies"
            " WHERE released_at > :since AND released_by IS NULL GROUP BY 1"
        ),
        {"since": now - timedelta(hours=1)},
    )
    return {row.country: row.replies for row in rows}
