"""Settle what a raid or a drain holds: let those go that look genuine, or drop it all.

Twice: the second finds nothing held. What is let go is never held for a raid again; the budget's
caps still rule.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.incidents import Incident
from hotline.domain.people import Organizer
from hotline.domain.reasons import Reason
from hotline.store.holds import Held, held_of, release_replies
from hotline.store.incidents import get_incident
from hotline.store.replies import drop_replies
from hotline.store.settings import read_settings
from hotline.usecases.acknowledge_incident import take_charge
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


def genuine_held(connection: Connection, incident: Incident, now: datetime) -> list[Held]:
    """Those of an incident's held replies whose senders look genuine by now."""
    held = held_of(connection, incident, _JUDGED_AT_MOST)
    verdicts = judge_senders(connection, [one.sender_id for one in held], now)
    return [one for one in held if verdicts[one.sender_id].looks_genuine]


def all_held(connection: Connection, incident: Incident) -> list[Held]:
    """Everything that is held for the incident's sake."""
    return held_of(connection, incident, _JUDGED_AT_MOST)


def price_of(connection: Connection, held: Sequence[Held], now: datetime) -> Backlogged:
    """What these would cost."""
    countries = Counter(one.country for one in held)
    return price_replies(connection, read_settings(connection), countries, now)


def settle_held(
    connection: Connection, actor: Organizer, act: Act, facts: Mapping[str, Any], now: datetime
) -> Settled:
    """`act`: RELEASE_GENUINE or DROP_HELD, of the `replies` that were asked about, where they are
    still held, and still look genuine. Inside the caller's transaction."""
    incident = get_incident(connection, facts["incident_id"], lock=True)
    if incident is None:
        raise RefusedError("no_such_incident")
    is_drop = act is Act.DROP_HELD
    found = all_held(connection, incident) if is_drop else genuine_held(connection, incident, now)
    asked = set(facts["replies"])
    held = [one for one in found if one.reply_id in asked]
    if not held:
        raise RefusedError("nothing_held_here")
    priced, ids = price_of(connection, held, now), [one.reply_id for one in held]
    if is_drop:
        drop_replies(connection, ids, Reason.DROPPED_IN_RAID, now)
    else:
        release_replies(connection, ids, now, by=actor.id)
    take_charge(connection, incident, actor, now)
    currency = read_settings(connection).currency
    about = {"count": priced.replies, "micros": priced.micros, "currency": currency}
    record_act(connection, act, actor, now=now, subject=f"incident:{incident.id}", facts=about)
    return Settled(act, priced, currency)
