"""Settle what a raid or a drain holds: let those go that look genuine, or drop it all.

Twice: the second finds nothing held. What is let go is never held for a raid again; the budget's
caps still rule.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.reasons import Reason
from hotline.store.holds import Held, drop_replies, held_senders, release_replies
from hotline.store.settings import read_settings
from hotline.usecases.judge_held_replies import judge_senders
from hotline.usecases.price_backlog import Backlogged, price_replies
from hotline.usecases.record_act import record_act

# A raid of fresh numbers may hold very many; their senders are judged one by one.
_JUDGED_AT_MOST = 20_000


@dataclass(frozen=True)
class Settled:
    """What was done: `act` says whether the replies were let go or dropped."""

    act: Act
    found: Backlogged
    currency: str


def genuine_held(connection: Connection, now: datetime) -> list[Held]:
    """Those of the held replies whose senders look genuine by now."""
    held = held_senders(connection, _JUDGED_AT_MOST)
    verdicts = judge_senders(connection, [one.sender_id for one in held], now)
    return [one for one in held if verdicts[one.sender_id].looks_genuine]


def all_held(connection: Connection) -> list[Held]:
    """Everything that is held for the traffic's sake."""
    return held_senders(connection, _JUDGED_AT_MOST)


def price_of(connection: Connection, held: Sequence[Held], now: datetime) -> Backlogged:
    """What these would cost."""
    countries = Counter(one.country for one in held)
    return price_replies(connection, read_settings(connection), countries, now)


def settle_held(
    connection: Connection, actor: Organizer, act: Act, *, subject: str, now: datetime
) -> Settled:
    """`act`: RELEASE_GENUINE or DROP_HELD. Inside the caller's transaction."""
    held = all_held(connection) if act is Act.DROP_HELD else genuine_held(connection, now)
    if not held:
        raise RefusedError("nothing_held")
    found = price_of(connection, held, now)
    ids = [one.reply_id for one in held]
    if act is Act.DROP_HELD:
        drop_replies(connection, ids, Reason.DROPPED_IN_RAID, now)
    else:
        release_replies(connection, ids, now, by=actor.id)
    settings = read_settings(connection)
    facts = {"count": found.replies, "micros": found.micros, "currency": settings.currency}
    record_act(connection, act, actor, now=now, subject=subject, facts=facts)
    return Settled(act, found, settings.currency)
