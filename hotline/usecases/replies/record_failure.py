"""Record that the provider did not clearly take a reply, and act on what its answer means."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from hotline.domain.days import day_of
from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.domain.retries import wait_before
from hotline.store.database import Database
from hotline.store.notices import add_notices_once
from hotline.store.replies import Whose, count_unanswered
from hotline.store.settings import read_settings
from hotline.usecases.replies.apply_failure_meaning import apply_failure_meaning
from hotline.usecases.replies.claim_reply import ClaimedReply
from hotline.usecases.replies.halt_sending import NO_ANSWER, halt_sending
from hotline.usecases.replies.move_reply import move_reply

# While the provider does not answer, each send becomes an unknown reply: stop before a whole
# backlog is unknown.
_TOO_MANY_UNANSWERED = 5
_RECENTLY = timedelta(minutes=5)


@dataclass(frozen=True)
class ReplyUnknown(Facts):
    """The code that the send ended with."""

    code: str


REPLY_UNKNOWN = NoticeKind("reply_unknown", ReplyUnknown)


def record_failure(
    claimed: ClaimedReply, error: DeliveryError, *, database: Database, now: datetime
) -> None:
    """Move the claimed reply to failed (refused), planned (try again) or unknown (no answer).

    Sending is halted if the account needs people, or if several sends had no answer.
    """
    status, values = _what_becomes(claimed, error, now)
    with database.transaction() as connection:
        whose = Whose(claimed.sender_id, claimed.country)
        apply_failure_meaning(connection, error.meaning, whose, now)
        move_reply(
            connection,
            claimed.id,
            status,
            now=now,
            of_attempt=claimed.attempt,
            error_code=error.code,
            **values,
        )
        if error.outcome is Outcome.UNKNOWN:
            day = day_of(now, read_settings(connection).timezone)
            facts = ReplyUnknown(error.code)
            add_notices_once(connection, f"unknown:{day}", REPLY_UNKNOWN, facts, now=now)
        unanswered = count_unanswered(connection, since=now - _RECENTLY)
    if error.needs_people:
        halt_sending(error.code, database=database, now=now)
    elif unanswered >= _TOO_MANY_UNANSWERED and error.is_no_answer:
        halt_sending(NO_ANSWER, database=database, now=now)


def _what_becomes(
    claimed: ClaimedReply, error: DeliveryError, now: datetime
) -> tuple[ReplyStatus, dict[str, Any]]:
    if error.outcome is Outcome.PERMANENT:
        return ReplyStatus.FAILED, {"reason": Reason.REFUSED_BY_PROVIDER}
    if error.outcome is Outcome.UNKNOWN:
        return ReplyStatus.UNKNOWN, {"reason": Reason.NO_ANSWER}
    attempt = claimed.attempt + 1
    wait = wait_before(attempt, seed=claimed.id, asked_seconds=error.wait_seconds)
    return ReplyStatus.PLANNED, {"attempt": attempt, "enqueued_at": None, "due_at": now + wait}
