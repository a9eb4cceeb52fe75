"""Record what the provider reports on a reply that left.

Reports come late, twice and out of order: a reply only moves forward. A report on a reply that is
`sending` or `unknown` proves that it was sent, and adopts it; so does one on a reply that was taken
for lost and planned again, which then is not sent a second time.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import Meaning
from hotline.domain.replies import ReplyStatus
from hotline.gateways.twilio_codes import failed_fee_micros, meaning_of, needs_people
from hotline.store.database import Database
from hotline.store.notices import add_notices_once
from hotline.store.replies import ReplyState, find_reply_id, lock_reply, sender_of_reply
from hotline.store.senders import change_sender
from hotline.usecases.halt_sending import halt_sending
from hotline.usecases.move_reply import move_reply


def record_delivery(
    provider_sid: str,
    status: ReplyStatus,
    *,
    reply_id: int | None,
    error_code: str | None,
    database: Database,
    now: datetime,
) -> bool:
    """True if it moved a reply. A report about another message than the reply's is ignored."""
    code = int(error_code) if error_code else None
    with database.transaction() as connection:
        if reply_id is None:
            reply_id = find_reply_id(connection, provider_sid)
        if reply_id is None:
            return False
        if meaning_of(code) is Meaning.OPTED_OUT:
            # The sender before the reply, as everywhere.
            sender_id = sender_of_reply(connection, reply_id, provider_sid)
            change_sender(connection, sender_id, opted_out_at=now)
        state = lock_reply(connection, reply_id)
        if state is None or state.provider_sid not in (None, provider_sid):
            return False
        moved = move_reply(
            connection,
            state.id,
            status,
            now=now,
            cost_micros=failed_fee_micros(code) if status is ReplyStatus.FAILED else None,
            provider_sid=provider_sid,
            error_code=error_code,
            reason=None,
        )
        if moved and meaning_of(code) is Meaning.COUNTRY_NOT_ENABLED:
            _tell_not_enabled(connection, state, now)
    if moved and needs_people(code):
        halt_sending(str(code), database=database, now=now)
    return moved


def _tell_not_enabled(connection: Connection, state: ReplyState, now: datetime) -> None:
    key, facts = f"not_enabled:{state.country}", {"country": state.country}
    add_notices_once(connection, key, "country_not_enabled", facts, now=now)
