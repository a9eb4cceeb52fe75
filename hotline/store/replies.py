"""Queries on replies. Statuses are literals in the SQL, so that partial indexes are used."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, text, update

from hotline.domain.replies import Move, ReplyStatus, can_move
from hotline.store.reply_moves import may_move, moved
from hotline.store.tables import replies
from hotline.vault import Vault


@dataclass(frozen=True)
class DueReply:
    """A planned reply that is due, locked for its claim."""

    id: int
    attempt: int
    sender_id: int
    country: str
    line: str
    planned_at: datetime
    expires_at: datetime
    released_at: datetime | None
    is_blocked: bool
    is_opted_out: bool
    number: str = field(repr=False)


@dataclass(frozen=True)
class ReplyState:
    """The state of a reply; its row is locked. Amounts in micros."""

    id: int
    status: ReplyStatus
    attempt: int
    country: str
    cost_micros: int
    listed_micros: int
    day: date
    provider_sid: str | None
    claimed_at: datetime | None
    priced_at: datetime | None


# MATERIALIZED: as a condition (IN) it may run once for each row, and take more than the limit.
_DUE_IDS = text(
    """
    WITH due AS MATERIALIZED (
         SELECT id FROM replies
          WHERE status = 'planned' AND due_at <= :now
            AND (enqueued_at IS NULL OR enqueued_at < :stale)
            AND line = coalesce(:line, line)
          ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
    UPDATE replies SET enqueued_at = :now FROM due WHERE replies.id = due.id
    RETURNING replies.id, attempt, due_at
    """
)

_HANDED_OVER = text(
    """
    SELECT line, count(*) FILTER (WHERE enqueued_at >= :stale) AS waiting
      FROM replies WHERE status = 'planned' AND due_at <= :now GROUP BY line
    """
)

# SKIP LOCKED: of two workers with the same job, one claims the reply and the other does nothing.
_CLAIM = text(
    """
    SELECT replies.id, replies.attempt, replies.sender_id, replies.country, replies.line,
           replies.planned_at, replies.expires_at, replies.released_at,
           senders.blocked_at, senders.opted_out_at, senders.number_secret
      FROM replies JOIN senders ON senders.id = replies.sender_id
     WHERE replies.id = :id AND replies.status = 'planned' AND replies.due_at <= :now
       FOR UPDATE OF replies SKIP LOCKED
    """
)


def take_due_ids(
    connection: Connection,
    now: datetime,
    *,
    again_after: timedelta,
    limit: int,
    line: str | None = None,
) -> list[tuple[int, int]]:
    """(id, attempt) of due replies to hand to the queue, the longest due first; of `line` only.

    A reply that was handed over and is still planned after `again_after` is handed over again:
    the queue may have lost it.
    """
    rows = connection.execute(
        _DUE_IDS, {"now": now, "stale": now - again_after, "limit": limit, "line": line}
    ).all()
    return [(row.id, row.attempt) for row in sorted(rows, key=lambda row: row.due_at)]


def count_handed_over(
    connection: Connection, now: datetime, *, again_after: timedelta
) -> dict[str, int]:
    """{line: replies that wait in the queue} of every line that has due replies."""
    rows = connection.execute(_HANDED_OVER, {"now": now, "stale": now - again_after})
    return {row.line: row.waiting for row in rows}


def lock_due_reply(
    connection: Connection, vault: Vault, reply_id: int, now: datetime
) -> DueReply | None:
    """The reply, locked; None unless it is planned, due, and not locked by another worker."""
    row = connection.execute(_CLAIM, {"id": reply_id, "now": now}).one_or_none()
    if row is None:
        return None
    return DueReply(
        id=row.id,
        attempt=row.attempt,
        sender_id=row.sender_id,
        country=row.country,
        line=row.line,
        planned_at=row.planned_at,
        expires_at=row.expires_at,
        released_at=row.released_at,
        is_blocked=row.blocked_at is not None,
        is_opted_out=row.opted_out_at is not None,
        number=vault.read(row.number_secret),
    )


def lock_reply(connection: Connection, reply_id: int) -> ReplyState | None:
    """Lock the reply; its state, or None. Waits for a transaction that is changing it."""
    row = connection.execute(
        text(
            "SELECT id, status, attempt, country, cost_micros, listed_micros, day, provider_sid,"
            " claimed_at, priced_at FROM replies WHERE id = :id FOR UPDATE"
        ),
        {"id": reply_id},
    ).one_or_none()
    return None if row is None else _state(row)


def latest_ends(
    connection: Connection, *, since: datetime, limit: int
) -> list[tuple[ReplyStatus, str | None]]:
    """(status, error code) of the replies that ended since then, the newest first."""
    rows = connection.execute(
        text(
            "SELECT status, error_code FROM replies"
            " WHERE status IN ('delivered', 'undelivered', 'failed') AND changed_at >= :since"
            " ORDER BY changed_at DESC, id DESC LIMIT :limit"
        ),
        {"since": since, "limit": limit},
    )
    return [(ReplyStatus(row.status), row.error_code) for row in rows]


def count_ends(connection: Connection, *, since: datetime) -> tuple[int, int]:
    """(delivered, lost) of the replies that ended since then."""
    row = connection.execute(
        text(
            "SELECT count(*) FILTER (WHERE status = 'delivered') AS delivered,"
            " count(*) FILTER (WHERE status <> 'delivered') AS lost FROM replies"
            " WHERE status IN ('delivered', 'undelivered', 'failed') AND changed_at >= :since"
        ),
        {"since": since},
    ).one()
    return int(row.delivered), int(row.lost)


def find_reply_id(connection: Connection, provider_sid: str) -> int | None:
    """The id of the reply that was sent as this message of the provider; None: no reply was."""
    return connection.execute(
        text("SELECT id FROM replies WHERE provider_sid = :sid"), {"sid": provider_sid}
    ).scalar()


@dataclass(frozen=True)
class Whose:
    """Whom a reply is for."""

    sender_id: int
    country: str


def find_whose(connection: Connection, reply_id: int, provider_sid: str) -> Whose | None:
    """Whom the reply is for, if it may have been sent as this message; otherwise None."""
    query = text(
        "SELECT sender_id, country FROM replies"
        " WHERE id = :id AND coalesce(provider_sid, :sid) = :sid"
    )
    row = connection.execute(query, {"id": reply_id, "sid": provider_sid}).one_or_none()
    return None if row is None else Whose(row.sender_id, row.country)


def change_reply(connection: Connection, reply_id: int, now: datetime, **values: object) -> None:
    """Set columns of one reply. Raises ValueError for `status`: use change_status."""
    if "status" in values:
        raise ValueError("a status is moved, by change_status")
    _change(connection, reply_id, now, values)


def change_status(
    connection: Connection,
    reply_id: int,
    now: datetime,
    *,
    move: tuple[ReplyStatus, ReplyStatus],
    claims_before: int = 0,
    **values: object,
) -> None:
    """Move one reply that is locked, from the first status to the second, and set columns.

    `claims_before`: how often it was claimed before, as in `can_move`. Raises ValueError for a
    move that is not allowed: that would be a bug.
    """
    current, following = move
    if not can_move(current, following, attempt=claims_before):
        raise ValueError(f"no reply moves from {current} to {following}")
    _change(connection, reply_id, now, {"status": following, **values})


def _change(
    connection: Connection, reply_id: int, now: datetime, values: Mapping[str, object]
) -> None:
    connection.execute(
        update(replies).where(replies.c.id == reply_id).values(changed_at=now, **values)
    )


def count_unanswered(connection: Connection, *, since: datetime) -> int:
    """How many sends got no answer since `since`, whether or not the SMS may exist."""
    query = text(
        "SELECT count(*) FROM replies WHERE changed_at >= :since AND (status = 'unknown'"
        " OR (status = 'planned' AND error_code = 'no_connection'))"
    )
    return int(connection.execute(query, {"since": since}).scalar_one())


def give_up_stale_sends(connection: Connection, now: datetime, *, older_than: timedelta) -> int:
    """Sends that nobody finished, because their worker died, become unknown; how many."""
    return connection.execute(
        text(
            f"UPDATE replies SET {moved(Move.GIVE_UP)}, reason = 'no_answer', changed_at = :now,"  # noqa: S608
            " look_at = :now, claimed_at = coalesce(claimed_at, changed_at)"
            f" WHERE {may_move(Move.GIVE_UP)} AND changed_at < :limit"
        ),
        {"now": now, "limit": now - older_than},
    ).rowcount


def look_up_forgotten(connection: Connection, now: datetime) -> None:
    """Unknown replies from an older program, which did not plan look-ups, are looked up too."""
    connection.execute(
        text(
            "UPDATE replies SET look_at = :now, listed_micros = cost_micros, claimed_at ="
            " (SELECT max(created_at) FROM ledger_entries AS entry"
            "   WHERE entry.reply_id = replies.id AND entry.kind = 'reserve')"
            " WHERE status = 'unknown' AND claimed_at IS NULL"
        ),
        {"now": now},
    )


def _state(row: Row[Any]) -> ReplyState:
    return ReplyState(
        id=row.id,
        status=ReplyStatus(row.status),
        attempt=row.attempt,
        country=row.country,
        cost_micros=row.cost_micros or 0,
        listed_micros=row.listed_micros or 0,
        day=row.day,
        provider_sid=row.provider_sid,
        claimed_at=row.claimed_at,
        priced_at=row.priced_at,
    )
