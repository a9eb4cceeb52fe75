"""Look up at the provider what became of unknown replies, and what those that left have cost.

**Idempotent:** a reply that was found is no longer unknown, and a final price is not changed.
**On a crash** the look is made again. If the provider does not answer, looks are put off, and
nothing is concluded from its silence.
"""

import logging
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import DeliveryError, Outcome
from hotline.domain.replies import ReplyStatus
from hotline.domain.reply_lookups import (
    Absent,
    Found,
    SentSms,
    Unclear,
    judge,
    next_look,
    next_price_look,
)
from hotline.domain.retries import wait_before
from hotline.gateways.sms import SmsGateway
from hotline.store.database import Database
from hotline.store.replies import Whose, lock_reply
from hotline.store.reply_lookups import LookedFor, put_off_look, replies_to_look_up
from hotline.usecases.replies.apply_failure_meaning import apply_failure_meaning
from hotline.usecases.replies.move_reply import move_reply
from hotline.usecases.replies.record_charge import record_charge

log = logging.getLogger(__name__)

# With an unclear answer we look for about a week: the other message to the number, which makes it
# unclear, may turn out to belong to another reply.
_UNCLEAR_LOOKS = 10


def look_up_replies(
    *, database: Database, gateway: SmsGateway, now: datetime, limit: int = 20
) -> int:
    """Look up the replies that are due. It stops at the first request that fails.

    Args:
        limit: how many at most; each costs one request.

    Returns:
        How many were looked up.
    """
    with database.transaction() as connection:
        due = replies_to_look_up(connection, database.vault, now, limit=limit)
    for done, reply in enumerate(due):
        try:
            _look_up(reply, database, gateway, now)
        except DeliveryError as error:
            log.warning("reply %d was not looked up: %s", reply.id, error.code)
            _put_off(due[done:], error, database, now)
            return done
        except Exception:
            # The others must not wait behind it. Its own look comes again in two minutes.
            log.exception("reply %d cannot be looked up", reply.id)
    return len(due)


def _put_off(
    replies: list[LookedFor], error: DeliveryError, database: Database, now: datetime
) -> None:
    with database.transaction() as connection:
        for reply in replies:
            wait = wait_before(3, seed=reply.id, asked_seconds=error.wait_seconds)
            put_off_look(connection, reply.id, now + wait, looks=reply.looks)


def _look_up(reply: LookedFor, database: Database, gateway: SmsGateway, now: datetime) -> None:
    if reply.provider_sid is not None:
        sms = _fetch(gateway, reply.provider_sid)
        with database.transaction() as connection:
            _note_price(connection, reply, sms, now)
        return
    verdict = judge(
        gateway.sent_to(reply.number),
        body=reply.body,
        claimed_at=reply.claimed_at,
        known_sids=reply.other_sids,
        looks=reply.looks,
        now=now,
    )
    with database.transaction() as connection:
        _conclude(connection, reply, verdict, now)


def _fetch(gateway: SmsGateway, sid: str) -> SentSms | None:
    try:
        return gateway.fetch_sent(sid)
    except DeliveryError as error:
        # A permanent refusal never changes: count it as a look, as looks are limited.
        if error.outcome is not Outcome.PERMANENT:
            raise
        return None


def _note_price(
    connection: Connection, reply: LookedFor, sms: SentSms | None, now: datetime
) -> None:
    # The message may be further on its way than we know, if callbacks were lost.
    if sms is not None:
        _adopt(connection, reply, sms, now)
        if record_charge(connection, reply.id, sms, now=now):
            return
    looks = reply.looks + 1
    put_off_look(connection, reply.id, next_price_look(looks, now), looks=looks)


def _conclude(
    connection: Connection, reply: LookedFor, verdict: Found | Absent | Unclear, now: datetime
) -> None:
    if isinstance(verdict, Found):
        _adopt(connection, reply, verdict.sms, now)
        record_charge(connection, reply.id, verdict.sms, now=now)
        return
    # An absent message proves something about this attempt only, and only while it is unknown.
    state = lock_reply(connection, reply.id)
    if state is None or (state.status, state.attempt) != (ReplyStatus.UNKNOWN, reply.attempt):
        return
    looks = reply.looks + 1
    if isinstance(verdict, Unclear):
        # We never guess: it stays unknown, and people see it there.
        again = next_price_look(looks, now) if looks < _UNCLEAR_LOOKS else None
        put_off_look(connection, reply.id, again, looks=looks)
    elif verdict.is_certain:
        _plan_again(connection, reply, now)
    else:
        put_off_look(connection, reply.id, next_look(reply.claimed_at, now), looks=looks)


def _plan_again(connection: Connection, reply: LookedFor, now: datetime) -> None:
    move_reply(
        connection,
        reply.id,
        ReplyStatus.PLANNED,
        now=now,
        of_attempt=reply.attempt,
        reason=None,
        due_at=now,
        enqueued_at=None,
        attempt=reply.attempt + 1,
    )


def _adopt(connection: Connection, reply: LookedFor, sms: SentSms, now: datetime) -> None:
    """Move the reply to the status of its message; nothing happens if it is further already."""
    failure, is_failed = sms.failure, sms.status is ReplyStatus.FAILED
    if failure is not None:
        whose = Whose(reply.sender_id, reply.country)
        apply_failure_meaning(connection, failure.meaning, whose, now)
    move_reply(
        connection,
        reply.id,
        sms.status,
        now=now,
        cost_micros=failure.fee_micros if failure and is_failed else None,
        provider_sid=sms.sid,
        error_code=failure and failure.code,
        reason=None,
    )
