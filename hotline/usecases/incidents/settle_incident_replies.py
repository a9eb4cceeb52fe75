"""Settle what a raid or a drain holds: release the replies that look genuine, or drop them all.

**Idempotent:** a second call finds nothing held and is refused. Released replies are never held for
a raid again, but the caps of the budget still apply.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import Consent
from hotline.domain.errors import RefusedError
from hotline.domain.incidents import Incident
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.store.held_replies import Held, held_of, release_replies
from hotline.store.incidents import get_incident
from hotline.store.owed_replies import drop_replies
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.incidents.acknowledge_incident import take_charge
from hotline.usecases.money.price_replies import read_pricing
from hotline.usecases.replies.judge_held_replies import genuine_of
from hotline.usecases.replies.settle_held_replies import Settled, SettleFacts

# A raid from new numbers may hold very many replies; their senders are judged one by one.
_JUDGED_AT_MOST = 20_000


def genuine_held(connection: Connection, incident: Incident, now: datetime) -> list[Held]:
    """Find the incident's held replies whose senders look genuine now."""
    return genuine_of(connection, all_held(connection, incident), now)


def all_held(connection: Connection, incident: Incident) -> list[Held]:
    """Find what is held because of the incident, at most 20 000 replies."""
    return held_of(connection, incident, _JUDGED_AT_MOST)


def settle_incident_replies(
    connection: Connection,
    consent: Consent,
    act: Act,
    incident_id: int,
    reply_ids: Sequence[int],
    *,
    now: datetime,
) -> Settled:
    """Settle these replies inside the caller's transaction, as far as they are still held.

    `act`: RELEASE_GENUINE, which leaves out what no longer looks genuine, or DROP_HELD. Raises
    RefusedError("no_such_incident" | "nothing_held_here" | "needs_two").
    """
    incident = get_incident(connection, incident_id, lock=True)
    if incident is None:
        raise RefusedError(Refusal.NO_SUCH_INCIDENT)
    is_drop = act is Act.DROP_HELD
    found = all_held(connection, incident) if is_drop else genuine_held(connection, incident, now)
    asked = set(reply_ids)
    held = [one for one in found if one.reply_id in asked]
    if not held:
        raise RefusedError(Refusal.NOTHING_HELD_HERE)
    settings = read_settings(connection)
    priced = read_pricing(connection, settings, now).of_replies(held)
    ids = [one.reply_id for one in held]
    if is_drop:
        drop_replies(connection, ids, Reason.DROPPED_IN_RAID, now)
    else:
        release_replies(connection, ids, now, consent=consent)
    take_charge(connection, incident, consent.author, now)
    about = SettleFacts(priced.replies, priced.micros, settings.currency)
    record_act(
        connection, act, consent.actor, now=now, subject=subjects.incident(incident.id), facts=about
    )
    return Settled(act, priced, settings.currency)
