"""Move a reply to another status, and its money with it.

**Idempotent:** a repeated move is not allowed from the reply's new status, and changes nothing.
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
    """Move the reply to `status` and set `values` in its columns; False if that is not allowed.

    It locks the reply. A move away from `sending` or `unknown` settles the reservation if the SMS
    exists and gives it back if not, exactly once. `cost_micros`: what it costs, if that is not
    the reserved amount (a failed reply: its fee). `of_attempt`: move it only in this attempt.
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
    # If it was planned again in the meantime, as certainly absent, its money was given back then.
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
    """Correct the cost of a reply that failed after it was sent: it costs its fee only.

    A final price from the provider stays.
    """
    if state.priced_at is not None:
        return {}
    correct(connection, state.id, state.day, now, by_micros=fee_micros - state.cost_micros)
    return {"cost_micros": fee_micros}
