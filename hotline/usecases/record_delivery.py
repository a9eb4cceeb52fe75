"""Record what the provider reports on a reply that left.

Reports come late, twice and out of order: a reply only moves forward. A report on a reply that is
`sending` or `unknown` proves that it was sent, and adopts it.
"""

from datetime import datetime

from hotline.domain.replies import ReplyStatus
from hotline.store.database import Database
from hotline.store.replies import find_reply_id, lock_reply
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
    with database.transaction() as connection:
        if reply_id is None:
            reply_id = find_reply_id(connection, provider_sid)
        state = None if reply_id is None else lock_reply(connection, reply_id)
        if state is None or state.provider_sid not in (None, provider_sid):
            return False
        return move_reply(
            connection,
            state.id,
            status,
            now=now,
            provider_sid=provider_sid,
            error_code=error_code,
            reason=None,
        )
