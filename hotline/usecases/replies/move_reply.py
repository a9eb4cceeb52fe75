"""Move a reply along its way, and its money with it.

Twice: the second move is not allowed from where the reply then is, and nothing changes.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.replies import LEFT, ReplyStatus, can_move, is_late_proof
from hotline.domain.reply_lookups import next_look, next_price_look
from hotline.store.ledger import correct, give_back, settle
from hotline.store.replies import ReplyState, change_status, lock_reply

_UNDECIDED = frozenset({ReplyStatus.SENDING, ReplyStatus.UNKNOWN})


def move_reply(
    connection: Connection,
    reply_id: int,
    status: ReplyStatus,
    *,
    now: datetime,
    cost_micros: int | None = None,
    of_attempt: int | None = None,
    **values: object,
) -> bool:
    """True if the reply moved to `status` (with `values` for its columns). Locks the reply.

    Leaving `sending` or `unknown` decides about the reservation, exactly once: spent if the SMS
    exists, given back if it does not. `cost_micros`: what it costs, where that differs from what
    was set aside (a failed one: its fee). `of_attempt`: what is known is about that attempt only.
    """
    state = lock_reply(connection, reply_id)
    if state is None or of_attempt not in (None, state.attempt):
        return False
    if not can_move(state.status, status, attempt=state.attempt):
        return False
    is_late = is_late_proof(state.status, status, attempt=state.attempt)
    if is_late or state.status in _UNDECIDED:
        values |= _decide(connection, state, status, cost_micros, now)
    elif status is ReplyStatus.FAILED:
        values |= _correct_to_fee(connection, state, cost_micros or 0, now)
    way = (state.status, status)
    change_status(connection, reply_id, now, move=way, claims_before=state.attempt, **values)
    return True


def _decide(
    connection: Connection,
    state: ReplyState,
    status: ReplyStatus,
    cost_micros: int | None,
    now: datetime,
) -> dict[str, object]:
    if status is ReplyStatus.UNKNOWN:
        return {"look_at": next_look(state.claimed_at or now, now), "looks": 0}
    # Planned again meanwhile, as certainly absent: its money was given back then.
    reserved = state.cost_micros if state.status in _UNDECIDED else 0
    cost = state.cost_micros if status in LEFT and cost_micros is None else cost_micros or 0
    if not cost:
        give_back(connection, state.id, state.day, now, reserved_micros=reserved)
        return {"look_at": None, "looks": 0}
    settle(
        connection,
        state.id,
        state.day,
        now,
        reserved_micros=reserved,
        cost_micros=cost,
        is_fee=status not in LEFT,
    )
    return {"cost_micros": cost, "look_at": next_price_look(0, now), "looks": 0}


def _correct_to_fee(
    connection: Connection, state: ReplyState, fee_micros: int, now: datetime
) -> dict[str, object]:
    """It was thought to have left. A failed message costs its fee only, unless the price is in."""
    if state.priced_at is not None:
        return {}
    correct(connection, state.id, state.day, now, by_micros=fee_micros - state.cost_micros)
    return {"cost_micros": fee_micros}
