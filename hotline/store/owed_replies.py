"""Queries on replies that are owed: planned or held, so they can still be dropped."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, text

from hotline.domain.consents import Consent, Effect
from hotline.domain.reasons import Reason
from hotline.domain.replies import Move, ReplyStatus
from hotline.store.reply_moves import may_move, moved

# The condition that a reply is owed.
WAITS = may_move(Move.DROP)


def drop_owed_to(
    connection: Connection, sender_ids: Sequence[int], reason: Reason, now: datetime
) -> list[str]:
    """Drop what is owed to these senders; the country of each dropped reply, to price it."""
    condition = "sender_id = ANY(:senders)"
    return _drop(connection, condition, reason, now, senders=list(sender_ids))


def drop_replies(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> list[str]:
    """Drop these replies permanently; the country of each that was still planned or held."""
    return _drop(connection, "id = ANY(:ids)", reason, now, ids=list(reply_ids))


def drop_held(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> list[str]:
    """Drop these replies permanently; the country of each that was still held."""
    ids = list(reply_ids)
    return _drop(connection, "id = ANY(:ids)", reason, now, move=Move.DROP_HELD, ids=ids)


def drop_backlog(connection: Connection, reason: Reason, now: datetime) -> int:
    """Drop every planned and held reply; how many."""
    return len(_drop(connection, "true", reason, now))


def drop_expired(connection: Connection, now: datetime) -> int:
    """Drop replies that have expired: they would come too late to make sense; how many."""
    return len(_drop(connection, "expires_at <= :now", Reason.EXPIRED, now))


def _drop(
    connection: Connection,
    condition: str,
    reason: Reason,
    now: datetime,
    *,
    move: Move = Move.DROP,
    **values: object,
) -> list[str]:
    rows = connection.execute(
        text(
            f"UPDATE replies SET {moved(move)}, reason = :reason, changed_at = :now,"  # noqa: S608
            " was_held_for = CASE WHEN status = 'held' THEN reason END"
            f" WHERE {may_move(move)} AND {condition} RETURNING country"
        ),
        {"reason": reason, "now": now, **values},
    )
    return list(rows.scalars())


def release_held(
    connection: Connection,
    reasons: Sequence[Reason],
    now: datetime,
    *,
    consent: Consent,
    country: str | None = None,
) -> int:
    """Release replies held for one of `reasons` (only to `country`, if given); how many.

    Raises RefusedError("needs_two") if there are any, and the consent does not cover it.
    """
    released = connection.execute(
        text(
            f"UPDATE replies SET {moved(Move.RELEASE)}, reason = NULL, changed_at = :now,"  # noqa: S608
            f" enqueued_at = NULL WHERE {may_move(Move.RELEASE)} AND reason = ANY(:reasons)"
            " AND country = coalesce(:country, country)"
        ),
        {"reasons": list(reasons), "country": country, "now": now},
    ).rowcount
    if released:
        consent.require(Effect.RELEASE)
    return released


def count_waiting(connection: Connection) -> int:
    """How many replies are planned or held."""
    found: int = connection.execute(
        text(f"SELECT count(*) FROM replies WHERE {WAITS}")  # noqa: S608
    ).scalar_one()
    return found


def count_due(connection: Connection, now: datetime) -> dict[str, int]:
    """{country: replies} that are planned, due, and have not expired: they leave next."""
    is_due = "status = 'planned' AND due_at <= :now AND expires_at > :now"
    return _by_country(connection, is_due, now=now)


def count_held(connection: Connection, reason: Reason) -> dict[str, int]:
    """{country: replies} that are held for `reason`."""
    return _by_country(connection, "status = 'held' AND reason = :reason", reason=reason)


def _by_country(connection: Connection, condition: str, **values: object) -> dict[str, int]:
    rows = connection.execute(
        text(
            f"SELECT country, count(*) AS replies FROM replies WHERE {condition} GROUP BY 1"  # noqa: S608
        ),
        values,
    )
    return {row.country: row.replies for row in rows}


def count_unfinished(connection: Connection) -> dict[ReplyStatus, dict[str, int]]:
    """{status: {country: replies}} for planned, held, sending and unknown replies."""
    counts: dict[ReplyStatus, dict[str, int]] = {}
    for row in connection.execute(
        text(
            "SELECT status, country, count(*) AS replies FROM replies"
            " WHERE status IN ('planned', 'held', 'sending', 'unknown') GROUP BY 1, 2"
        )
    ):
        counts.setdefault(ReplyStatus(row.status), {})[row.country] = row.replies
    return counts


def owed_to(connection: Connection, sender_ids: Sequence[int]) -> list[str]:
    """The country of each reply that is planned or held for these senders."""
    rows = connection.execute(
        text(f"SELECT country FROM replies WHERE sender_id = ANY(:senders) AND {WAITS}"),  # noqa: S608
        {"senders": list(sender_ids)},
    )
    return list(rows.scalars())
