"""Queries on replies. Statuses are literals here, so that the partial indexes are used."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, text, update

from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.store.tables import replies
from hotline.vault import Vault


@dataclass(frozen=True)
class DueReply:
    """A planned reply whose time has come, locked for its claim."""

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
    """Where a reply is on its way, locked."""

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


# What has not left, and may still be called off.
WAITS = "status IN ('planned', 'held')"
_DUE_IDS = text(
    """
    UPDATE replies SET enqueued_at = :now
     WHERE id IN (
           SELECT id FROM replies
            WHERE status = 'planned' AND due_at <= :now
              AND (enqueued_at IS NULL OR enqueued_at < :stale)
            ORDER BY due_at LIMIT :limit FOR UPDATE SKIP LOCKED)
    RETURNING id, attempt, due_at
    """
)

# SKIP LOCKED: of two workers with the same job, one claims and the other has nothing to do.
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
    connection: Connection, now: datetime, *, again_after: timedelta, limit: int
) -> list[tuple[int, int]]:
    """(id, attempt) of due replies not handed to the queue lately, the longest due first.

    What was handed over and is still planned after `again_after` is handed over again: the
    queue may have been wiped.
    """
    rows = connection.execute(
        _DUE_IDS, {"now": now, "stale": now - again_after, "limit": limit}
    ).all()
    return [(row.id, row.attempt) for row in sorted(rows, key=lambda row: row.due_at)]


def lock_due_reply(
    connection: Connection, vault: Vault, reply_id: int, now: datetime
) -> DueReply | None:
    """The reply if it is planned, due and claimed by nobody else right now; else None."""
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
    """Where the reply is; waits for whoever is changing it."""
    row = connection.execute(
        text(
            "SELECT id, status, attempt, country, cost_micros, listed_micros, day, provider_sid,"
            " claimed_at, priced_at FROM replies WHERE id = :id FOR UPDATE"
        ),
        {"id": reply_id},
    ).one_or_none()
    return None if row is None else _state(row)


def find_reply_id(connection: Connection, provider_sid: str) -> int | None:
    """The reply that left as this message of the provider's."""
    return connection.execute(
        text("SELECT id FROM replies WHERE provider_sid = :sid"), {"sid": provider_sid}
    ).scalar()


@dataclass(frozen=True)
class Whose:
    """Whom a reply is for."""

    sender_id: int
    country: str


def find_whose(connection: Connection, reply_id: int, provider_sid: str) -> Whose | None:
    """Whom the reply is for, if it may have left as this message."""
    query = text(
        "SELECT sender_id, country FROM replies"
        " WHERE id = :id AND coalesce(provider_sid, :sid) = :sid"
    )
    row = connection.execute(query, {"id": reply_id, "sid": provider_sid}).one_or_none()
    return None if row is None else Whose(row.sender_id, row.country)


def change_reply(connection: Connection, reply_id: int, now: datetime, **values: object) -> None:
    """Set columns of one reply."""
    connection.execute(
        update(replies).where(replies.c.id == reply_id).values(changed_at=now, **values)
    )


def drop_owed_to(
    connection: Connection, sender_ids: Sequence[int], reason: Reason, now: datetime
) -> list[str]:
    """Call off what is owed to these senders; the countries of what was dropped (to price it)."""
    condition = f"sender_id = ANY(:senders) AND {WAITS}"
    return _drop(connection, condition, reason, now, senders=list(sender_ids))


def drop_replies(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> list[str]:
    """Call these off for ever; the countries of those that still waited."""
    return _drop(connection, f"id = ANY(:ids) AND {WAITS}", reason, now, ids=list(reply_ids))


def drop_held(
    connection: Connection, reply_ids: Sequence[int], reason: Reason, now: datetime
) -> list[str]:
    """Call these off for ever; the countries of those that still were held."""
    return _drop(connection, "id = ANY(:ids) AND status = 'held'", reason, now, ids=list(reply_ids))


def drop_backlog(connection: Connection, reason: Reason, now: datetime) -> int:
    """Drop every planned and held reply; how many."""
    return len(_drop(connection, WAITS, reason, now))


def drop_expired(connection: Connection, now: datetime) -> int:
    """Drop what is too late to make sense; how many."""
    return len(_drop(connection, f"{WAITS} AND expires_at <= :now", Reason.EXPIRED, now))


def _drop(
    connection: Connection, condition: str, reason: Reason, now: datetime, **values: object
) -> list[str]:
    rows = connection.execute(
        text(
            "UPDATE replies SET status = 'dropped', reason = :reason, changed_at = :now"  # noqa: S608
            f" WHERE {condition} RETURNING country"
        ),
        {"reason": reason, "now": now, **values},
    )
    return list(rows.scalars())


def release_held(
    connection: Connection, reasons: Sequence[Reason], now: datetime, *, country: str | None = None
) -> int:
    """Plan again what was held for one of `reasons` (to `country`, where given); how many."""
    return connection.execute(
        text(
            "UPDATE replies SET status = 'planned', reason = NULL, changed_at = :now,"
            " enqueued_at = NULL WHERE status = 'held' AND reason = ANY(:reasons)"
            " AND country = coalesce(:country, country)"
        ),
        {"reasons": list(reasons), "country": country, "now": now},
    ).rowcount


def count_unanswered(connection: Connection, *, since: datetime) -> int:
    """How many sends got no answer since then, whether or not they may have left."""
    query = text(
        "SELECT count(*) FROM replies WHERE changed_at >= :since AND (status = 'unknown'"
        " OR (status = 'planned' AND error_code = 'no_connection'))"
    )
    return int(connection.execute(query, {"since": since}).scalar_one())


def count_waiting(connection: Connection) -> int:
    """How many are planned or held."""
    found: int = connection.execute(
        text(f"SELECT count(*) FROM replies WHERE {WAITS}")  # noqa: S608
    ).scalar_one()
    return found


def count_held(connection: Connection, reason: Reason) -> dict[str, int]:
    """{country: replies} of those held for `reason`."""
    rows = connection.execute(
        text(
            "SELECT country, count(*) AS replies FROM replies"
            " WHERE status = 'held' AND reason = :reason GROUP BY 1"
        ),
        {"reason": reason},
    )
    return {row.country: row.replies for row in rows}


def give_up_stale_sends(connection: Connection, now: datetime, *, older_than: timedelta) -> int:
    """Sends that nobody finished (their worker died) become unknown; how many."""
    return connection.execute(
        text(
            "UPDATE replies SET status = 'unknown', reason = 'no_answer', changed_at = :now,"
            " look_at = :now, claimed_at = coalesce(claimed_at, changed_at)"
            " WHERE status = 'sending' AND changed_at < :limit"
        ),
        {"now": now, "limit": now - older_than},
    ).rowcount


def look_up_forgotten(connection: Connection, now: datetime) -> None:
    """Unknown replies that were claimed by a program which knew of no looks are looked up too."""
    connection.execute(
        text(
            "UPDATE replies SET look_at = :now, listed_micros = cost_micros, claimed_at ="
            " (SELECT max(created_at) FROM ledger_entries AS entry"
            "   WHERE entry.reply_id = replies.id AND entry.kind = 'reserve')"
            " WHERE status = 'unknown' AND claimed_at IS NULL"
        ),
        {"now": now},
    )


def count_unfinished(connection: Connection) -> dict[ReplyStatus, dict[str, int]]:
    """{status: {country: replies}} of those planned, held, sending or unknown."""
    counts: dict[ReplyStatus, dict[str, int]] = {}
    for row in connection.execute(
        text(
            "SELECT status, country, count(*) AS replies FROM replies"
            " WHERE status IN ('planned', 'held', 'sending', 'unknown') GROUP BY 1, 2"
        )
    ):
        counts.setdefault(ReplyStatus(row.status), {})[row.country] = row.replies
    return counts


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
