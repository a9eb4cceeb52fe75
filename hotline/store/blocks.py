"""Queries that block many senders at once, end blocks, and restore what they dropped."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, text

from hotline.domain.reasons import Reason
from hotline.domain.replies import STEPS, Move
from hotline.store.reply_moves import may_move

_OTHER, _SUSPECT = STEPS[Move.RESTORE].targets


def block_senders(
    connection: Connection, sender_ids: Sequence[int], *, by: int, incident_id: int, now: datetime
) -> list[int]:
    """Block these senders permanently; the ids of those who were not, sorted.

    Rows are locked in the order of ids, as everywhere, so that no two transactions deadlock.
    """
    rows = connection.execute(
        text(
            "UPDATE senders SET blocked_at = :now, blocked_by = :by, blocked_until = NULL,"
            " block_note_secret = NULL, blocked_in = :incident"
            " WHERE id IN (SELECT id FROM senders WHERE id = ANY(:ids)"
            "              AND (blocked_at IS NULL OR blocked_until IS NOT NULL)"
            "              ORDER BY id FOR UPDATE) RETURNING id"
        ),
        {"ids": list(sender_ids), "by": by, "incident": incident_id, "now": now},
    )
    return sorted(rows.scalars())


def block_named(
    connection: Connection,
    sender_ids: Sequence[int],
    *,
    by: int,
    until: datetime | None,
    now: datetime,
) -> list[int]:
    """Block those of these senders who are not blocked; their ids, sorted, as they are locked."""
    rows = connection.execute(
        text(
            "UPDATE senders SET blocked_at = :now, blocked_by = :by, blocked_until = :until,"
            " block_note_secret = NULL, blocked_in = NULL"
            " WHERE id IN (SELECT id FROM senders WHERE id = ANY(:ids) AND blocked_at IS NULL"
            "              ORDER BY id FOR UPDATE) RETURNING id"
        ),
        {"ids": list(sender_ids), "by": by, "until": until, "now": now},
    )
    return sorted(rows.scalars())


def unblock_senders(
    connection: Connection, sender_ids: Sequence[int], *, blocked_at: datetime
) -> list[int]:
    """Unblock those whom the act at `blocked_at` had blocked; their ids, sorted."""
    condition = "id = ANY(:ids) AND blocked_at = :blocked_at"
    return _unblock(connection, condition, ids=list(sender_ids), blocked_at=blocked_at)


def end_blocks(connection: Connection, now: datetime) -> list[int]:
    """End the blocks whose time is over; the ids of their senders, sorted."""
    return _unblock(connection, "blocked_until <= :now", now=now)


def _unblock(connection: Connection, condition: str, **values: object) -> list[int]:
    rows = connection.execute(
        text(
            "UPDATE senders SET blocked_at = NULL, blocked_by = NULL, blocked_until = NULL,"  # noqa: S608
            " block_note_secret = NULL, blocked_in = NULL"
            f" WHERE id IN (SELECT id FROM senders WHERE {condition} ORDER BY id FOR UPDATE)"
            " RETURNING id"
        ),
        values,
    )
    return sorted(rows.scalars())


def restore_dropped(
    connection: Connection, sender_ids: Sequence[int], reason: Reason, now: datetime
) -> int:
    """Restore replies that were dropped for `reason` and have not expired; how many.

    What was held is held again for the same reason: a block and its undo release nothing. The
    others are planned, or held until a verdict if the sender took part in an incident.
    """
    return connection.execute(
        text(
            f"""
            UPDATE replies SET changed_at = :now, enqueued_at = NULL, judged_at = NULL,
                   status = CASE WHEN held_again IS NOT NULL THEN '{_SUSPECT}'
                                 ELSE '{_OTHER}' END,
                   reason = held_again, was_held_for = NULL
              FROM (SELECT id AS reply_id, coalesce(was_held_for,
                           CASE WHEN released_at IS NULL AND EXISTS (
                                SELECT FROM incident_senders AS part
                                 WHERE part.sender_id = owed.sender_id) THEN 'raid' END)
                           AS held_again
                      FROM replies AS owed
                     WHERE owed.sender_id = ANY(:senders) AND owed.{may_move(Move.RESTORE)}
                       AND owed.reason = :reason AND owed.expires_at > :now) AS found
             WHERE replies.id = found.reply_id
            """  # noqa: S608
        ),
        {"senders": list(sender_ids), "reason": reason, "now": now},
    ).rowcount


def forget_plans_that_never_left(connection: Connection, sender_ids: Sequence[int]) -> None:
    """Forget the planned reply of senders who never got one and cannot be getting one now.

    The next text of such a sender is then owed a reply again.
    """
    connection.execute(
        text(
            "UPDATE senders SET last_planned_at = NULL WHERE id = ANY(:ids) AND NOT EXISTS ("
            " SELECT FROM replies WHERE sender_id = senders.id"
            "    AND (status <> 'dropped' OR attempt > 0))"
        ),
        {"ids": list(sender_ids)},
    )
