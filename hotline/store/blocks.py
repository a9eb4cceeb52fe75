"""Queries that block many senders at once, or let blocks end."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, text

from hotline.domain.reasons import Reason


def block_senders(
    connection: Connection, sender_ids: Sequence[int], *, by: int, note: str, now: datetime
) -> list[int]:
    """Those who were not blocked yet, in order. Locks them in that order, as everybody does."""
    rows = connection.execute(
        text(
            "UPDATE senders SET blocked_at = :now, blocked_by = :by, blocked_until = NULL,"
            " block_note = :note"
            " WHERE id IN (SELECT id FROM senders WHERE id = ANY(:ids)"
            "              AND (blocked_at IS NULL OR blocked_until IS NOT NULL)"
            "              ORDER BY id FOR UPDATE) RETURNING id"
        ),
        {"ids": list(sender_ids), "by": by, "note": note, "now": now},
    )
    return sorted(rows.scalars())


def unblock_senders(
    connection: Connection, sender_ids: Sequence[int], *, blocked_at: datetime
) -> list[int]:
    """Those whom that very act had blocked."""
    rows = connection.execute(
        text(
            "UPDATE senders SET blocked_at = NULL, blocked_by = NULL, blocked_until = NULL,"
            " block_note = NULL"
            " WHERE id IN (SELECT id FROM senders WHERE id = ANY(:ids)"
            "              AND blocked_at = :blocked_at ORDER BY id FOR UPDATE) RETURNING id"
        ),
        {"ids": list(sender_ids), "blocked_at": blocked_at},
    )
    return sorted(rows.scalars())


def drop_owed_to_many(
    connection: Connection, sender_ids: Sequence[int], reason: Reason, now: datetime
) -> list[str]:
    """Call off what is owed to them; the countries of what was dropped."""
    rows = connection.execute(
        text(
            "UPDATE replies SET status = 'dropped', reason = :reason, changed_at = :now"
            " WHERE sender_id = ANY(:senders) AND status IN ('planned', 'held')"
            " RETURNING country"
        ),
        {"senders": list(sender_ids), "reason": reason, "now": now},
    )
    return list(rows.scalars())


def restore_dropped_to_many(
    connection: Connection, sender_ids: Sequence[int], reason: Reason, now: datetime
) -> int:
    """Bring back what was dropped for `reason` and still makes sense; how many.

    Planned; or, of a sender who took part in an incident, held until he is judged.
    """
    return connection.execute(
        text(
            """
            UPDATE replies SET changed_at = :now, enqueued_at = NULL, judged_at = NULL,
                   status = CASE WHEN is_suspect THEN 'held' ELSE 'planned' END,
                   reason = CASE WHEN is_suspect THEN 'raid' END
              FROM (SELECT id AS reply_id, released_at IS NULL AND EXISTS (
                           SELECT FROM incident_senders AS part
                            WHERE part.sender_id = owed.sender_id) AS is_suspect
                      FROM replies AS owed
                     WHERE owed.sender_id = ANY(:senders) AND owed.status = 'dropped'
                       AND owed.reason = :reason AND owed.expires_at > :now) AS found
             WHERE replies.id = found.reply_id
            """
        ),
        {"senders": list(sender_ids), "reason": reason, "now": now},
    ).rowcount


def end_blocks(connection: Connection, now: datetime) -> list[int]:
    """Blocks whose time is over end: of whom."""
    rows = connection.execute(
        text(
            "UPDATE senders SET blocked_at = NULL, blocked_by = NULL, blocked_until = NULL,"
            " block_note = NULL"
            " WHERE id IN (SELECT id FROM senders WHERE blocked_until <= :now"
            "              ORDER BY id FOR UPDATE) RETURNING id"
        ),
        {"now": now},
    )
    return sorted(rows.scalars())


def forget_plans_that_never_left(connection: Connection, sender_ids: Sequence[int]) -> None:
    """Of these, whoever never got a reply, and cannot be getting one, is owed one anew."""
    connection.execute(
        text(
            "UPDATE senders SET last_planned_at = NULL WHERE id = ANY(:ids) AND NOT EXISTS ("
            " SELECT FROM replies WHERE sender_id = senders.id"
            "    AND (status <> 'dropped' OR attempt > 0))"
        ),
        {"ids": list(sender_ids)},
    )
