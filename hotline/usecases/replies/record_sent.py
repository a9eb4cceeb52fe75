"""Record that the provider took a reply."""

import logging
from datetime import datetime

from hotline.domain.replies import LEFT, ReplyStatus
from hotline.gateways.sms import Accepted
from hotline.store.database import Database
from hotline.store.ledger import correct
from hotline.store.replies import change_reply, lock_reply
from hotline.usecases.replies.claim_reply import ClaimedReply
from hotline.usecases.replies.move_reply import move_reply

log = logging.getLogger(__name__)


def record_sent(
    claimed: ClaimedReply, accepted: Accepted, *, database: Database, now: datetime
) -> None:
    """Move the claimed reply to sent. If the provider counted more segments, it costs more."""
    cost = claimed.cost_micros
    if accepted.segments > claimed.segments:
        cost = -(-cost * accepted.segments // claimed.segments)
    with database.transaction() as connection:
        moved = move_reply(
            connection,
            claimed.id,
            ReplyStatus.SENT,
            now=now,
            cost_micros=cost,
            provider_sid=accepted.sid,
            reason=None,
        )
        state = None if moved else lock_reply(connection, claimed.id)
        if state is None:
            return
        # The callback was faster, and the reply has a sid already. If that is another sid, proof
        # of an earlier send came during this one: two SMS left, and both cost money.
        if state.provider_sid != accepted.sid:
            log.error("reply %d left twice", claimed.id)
            correct(connection, claimed.id, state.day, now, by_micros=cost)
        elif state.status in LEFT and state.priced_at is None and cost > state.cost_micros:
            by_micros = cost - state.cost_micros
            correct(connection, claimed.id, state.day, now, by_micros=by_micros)
            change_reply(connection, claimed.id, now, cost_micros=cost)
