"""Move a reply along its way, and its money with it.

Twice: the second move is not allowed from where the reply then is, and nothing changes.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.replies import LEFT, ReplyStatus, can_move
from hotline.store.ledger import give_back, settle
from hotline.store.replies import ReplyState, change_reply, lock_reply

_UNDECIDED = frozenset({ReplyStatus.SENDING, ReplyStatus.UNKNOWN})


def move_reply(
    connection: Connection, reply_id: int, status: ReplyStatus, *, now: datetime, **values: object
) -> bool:
    """True if the reply moved to `status` (with `values` for its columns). Locks the reply.

    Leaving `sending` or `unknown` decides about the reservation, exactly once: spent if the SMS
    exists, given back if it does not.
    """
    state = lock_reply(connection, reply_id)
    if state is None or not can_move(state.status, status):
        return False
    if state.status in _UNDECIDED and status is not ReplyStatus.UNKNOWN:
        _decide_money(connection, state, status, now)
    change_reply(connection, reply_id, now, status=status, **values)
    return True


def _decide_money(
    connection: Connection, state: ReplyState, status: ReplyStatus, now: datetime
) -> None:
    reserved = state.cost_micros or 0
    if status in LEFT:
        settle(connection, state.id, state.day, now, reserved_micros=reserved, cost_micros=reserved)
    else:
        give_back(connection, state.id, state.day, now, reserved_micros=reserved)
