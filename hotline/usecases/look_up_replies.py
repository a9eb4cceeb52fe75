"""Look up at the provider what became of unknown replies, and what those that left have cost.

Twice: a reply that was found is no longer unknown, and a price in its place stays. Dies half way:
the look is made again. The provider away: looks are put off, and nothing is concluded from that.
"""

import logging
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import DeliveryError
from hotline.domain.lookups import (
    Absent,
    Found,
    SentSms,
    Unclear,
    judge,
    next_look,
    next_price_look,
)
from hotline.domain.replies import ReplyStatus
from hotline.domain.retries import wait_before
from hotline.gateways.sms import SmsGateway
from hotline.gateways.twilio_codes import failed_fee_micros
from hotline.store.database import Database
from hotline.store.lookups import LookedFor, put_off_look, replies_to_look_up
from hotline.usecases.move_reply import move_reply
from hotline.usecases.price_reply import price_reply

log = logging.getLogger(__name__)


def look_up_replies(
    *, database: Database, gateway: SmsGateway, now: datetime, limit: int = 20
) -> int:
    """How many were looked up. One request each; stops at the first that the provider refuses."""
    with database.transaction() as connection:
        due = replies_to_look_up(connection, database.vault, now, limit=limit)
    for done, reply in enumerate(due):
        try:
            _look_up(reply, database, gateway, now)
        except DeliveryError as error:
            log.warning("reply %d was not looked up: %s", reply.id, error.code)
            later = now + wait_before(reply.looks + 1, seed=reply.id)
            with database.transaction() as connection:
                put_off_look(connection, reply.id, later, looks=reply.looks)
            return done
    return len(due)


def _look_up(reply: LookedFor, database: Database, gateway: SmsGateway, now: datetime) -> None:
    if reply.provider_sid is not None:
        sms = gateway.fetch_sent(reply.provider_sid)
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


def _note_price(
    connection: Connection, reply: LookedFor, sms: SentSms | None, now: datetime
) -> None:
    # It may have gone further than its lost callbacks have told.
    if sms is not None:
        _adopt(connection, reply.id, sms, now)
        if price_reply(connection, reply.id, sms, now=now):
            return
    looks = reply.looks + 1
    put_off_look(connection, reply.id, next_price_look(looks, now), looks=looks)


def _conclude(
    connection: Connection, reply: LookedFor, verdict: Found | Absent | Unclear, now: datetime
) -> None:
    looks = reply.looks + 1
    if isinstance(verdict, Found):
        _adopt(connection, reply.id, verdict.sms, now)
        price_reply(connection, reply.id, verdict.sms, now=now)
    elif isinstance(verdict, Unclear):
        # Never guessed: people see it among the unknown ones.
        put_off_look(connection, reply.id, None, looks=looks)
    elif verdict.is_certain:
        move_reply(
            connection,
            reply.id,
            ReplyStatus.PLANNED,
            now=now,
            reason=None,
            due_at=now,
            enqueued_at=None,
            attempt=reply.attempt + 1,
        )
    else:
        put_off_look(connection, reply.id, next_look(reply.claimed_at, now), looks=looks)


def _adopt(connection: Connection, reply_id: int, sms: SentSms, now: datetime) -> None:
    """The reply is as far as its message; nothing happens if it is further already."""
    code = int(sms.error_code) if sms.error_code else None
    is_failed = sms.status is ReplyStatus.FAILED
    move_reply(
        connection,
        reply_id,
        sms.status,
        now=now,
        cost_micros=failed_fee_micros(code) if is_failed else None,
        provider_sid=sms.sid,
        error_code=sms.error_code,
        reason=None,
    )
