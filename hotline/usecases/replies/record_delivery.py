"""Record what the provider reports on a reply that left.

Reports come late, repeated and out of order: a reply only moves forward. A report on a reply that
is `sending` or `unknown` proves that it was sent, and the reply takes its sid. The same is true for
a reply that was believed lost and planned again: it is not sent a second time. Where a handful in
a row was accepted and then lost, sending halts, with a trial from time to time.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.errors import Failure
from hotline.domain.losses import LOOKED_AT, halt_for_losses, is_for_losses
from hotline.domain.numbers import read_number
from hotline.domain.replies import LEFT, UNCLAIMED, ReplyStatus
from hotline.domain.settings import Halt
from hotline.store.database import Database
from hotline.store.replies import (
    ReplyState,
    Whose,
    find_reply_id,
    find_whose,
    latest_ends,
    lock_reply,
)
from hotline.store.senders import is_number_of
from hotline.store.settings import read_settings
from hotline.store.upkeep.store_life import ask_of_the_unclaimed
from hotline.usecases.replies.apply_failure_meaning import apply_failure_meaning
from hotline.usecases.replies.halt_sending import end_halt, halt_sending
from hotline.usecases.replies.move_reply import move_reply

# Losses of another day may have had another reason.
_LOOKING_BACK = timedelta(days=1)


def record_delivery(  # noqa: PLR0913  (a report)
    provider_sid: str,
    status: ReplyStatus,
    *,
    reply_id: int | None,
    failure: Failure | None,
    database: Database,
    now: datetime,
    to: str | None = None,
) -> bool:
    """Move the reply as the provider reports. A report about another message is ignored.

    Args:
        reply_id: as the callback's address names it; None: find the reply by its sid.
        failure: why the message failed; None: it did not.
        to: who got it; None: not named. After a restore an id may be somebody else's.

    Returns:
        True if the reply moved.
    """
    is_failed = status is ReplyStatus.FAILED
    with database.transaction() as connection:
        reply_id = reply_id or find_reply_id(connection, provider_sid)
        whose = reply_id and find_whose(connection, reply_id, provider_sid)
        if not reply_id or not whose or not _is_theirs(connection, database, whose, to):
            return False
        if failure is not None:
            apply_failure_meaning(connection, failure.meaning, whose, now)
        state = _lock_reported(connection, reply_id, provider_sid, status, now)
        if state is None:
            return False
        moved = move_reply(
            connection,
            state.id,
            status,
            now=now,
            cost_micros=failure.fee_micros if failure and is_failed else None,
            provider_sid=provider_sid,
            error_code=failure and failure.code,
            reason=None,
        )
        halt = read_settings(connection).halt
        losses = _losses(connection, failure, now) if moved and failure else None
    if moved and failure and failure.stops_all:
        halt_sending(str(failure.code), database=database, now=now, by_report=True)
    elif losses is not None:
        halt_sending(losses, database=database, now=now, by_report=True)
    elif halt and halt.trial_id == reply_id and _is_proof(status, halt):
        end_halt(database=database, now=now, by_report=True)
    return moved


def _lock_reported(
    connection: Connection, reply_id: int, provider_sid: str, status: ReplyStatus, now: datetime
) -> ReplyState | None:
    """The reply, locked; None if the report is about another message.

    Nor can it be about a reply that was never claimed: then another store has sent it, ours may be
    older, and the provider is asked first.
    """
    state = lock_reply(connection, reply_id)
    if state is None or state.provider_sid not in (None, provider_sid):
        return None
    if status in LEFT and state.status in UNCLAIMED and not state.attempt:
        ask_of_the_unclaimed(connection, now)
        return None
    return state


def _is_theirs(
    connection: Connection, database: Database, whose: Whose, number: str | None
) -> bool:
    if number is None:
        return True
    return is_number_of(connection, database.vault, whose.sender_id, read_number(number))


def _is_proof(status: ReplyStatus, halt: Halt) -> bool:
    """Whether the trial's report shows that all is well: after losses only a delivery does."""
    if is_for_losses(halt.code):
        return status is ReplyStatus.DELIVERED
    # A carrier has the SMS, so the account works.
    return status in LEFT


def _losses(connection: Connection, failure: Failure, now: datetime) -> str | None:
    """The code of a halt, if the latest replies were all lost; otherwise None."""
    latest = latest_ends(connection, since=now - _LOOKING_BACK, limit=LOOKED_AT)
    return halt_for_losses(latest, failure)
