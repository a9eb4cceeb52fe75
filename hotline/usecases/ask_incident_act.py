"""Ask about an act on an incident, before it is done: whom it touches, and what it costs or saves.

A proposal keeps what was asked; `confirm_proposal` does it, looking at the state afresh.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.incidents import Incident
from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.store.holds import owed_to
from hotline.store.incidents import get_incident, worst_senders
from hotline.store.proposals import add_proposal
from hotline.store.settings import read_settings
from hotline.store.texts_alike import senders_of_text
from hotline.usecases.price_backlog import Backlogged, price_replies
from hotline.usecases.record_act import require_organizer
from hotline.usecases.settle_held import all_held, genuine_held


@dataclass(frozen=True)
class IncidentQuestion:
    """`senders`: to be blocked, none for other acts. `found`: the replies that it would touch."""

    proposal_id: int
    act: Act
    senders: int
    found: Backlogged
    currency: str


def ask_to_block_worst(
    actor: Organizer, incident_id: int, count: int, *, database: Database, now: datetime
) -> IncidentQuestion:
    """The `count` busiest of the incident, as they are now."""
    with database.transaction() as connection:
        incident = _incident(connection, actor, incident_id)
        parts = worst_senders(connection, incident.id, limit=count)
        return _ask_to_block(connection, actor, incident, [part.sender_id for part in parts], now)


def ask_to_block_group(
    actor: Organizer, incident_id: int, key: bytes, *, database: Database, now: datetime
) -> IncidentQuestion:
    """Everybody who has sent a text of this key since the onset."""
    with database.transaction() as connection:
        incident = _incident(connection, actor, incident_id)
        senders = senders_of_text(connection, key, incident.onset_at)
        return _ask_to_block(connection, actor, incident, senders, now)


def ask_incident_act(
    actor: Organizer, incident_id: int, act: Act, *, database: Database, now: datetime
) -> IncidentQuestion:
    """RELEASE_GENUINE, DROP_HELD or DISMISS. Raises RefusedError("nothing_held" | …)."""
    with database.transaction() as connection:
        incident = _incident(connection, actor, incident_id)
        if act is Act.RELEASE_GENUINE:
            held = genuine_held(connection, incident, now)
        else:
            held = all_held(connection, incident)
        if not held and act is not Act.DISMISS:
            raise RefusedError("nothing_held_here")
        if act is Act.DISMISS and not incident.is_open:
            raise RefusedError("incident_is_over")
        found = Counter(one.country for one in held)
        facts: dict[str, Any] = {"incident_id": incident.id, "count": len(held)}
        if act is not Act.DISMISS:
            facts["replies"] = [one.reply_id for one in held]
        return _question(connection, actor, (act, facts), found, now)


def _incident(connection: Connection, actor: Organizer, incident_id: int) -> Incident:
    require_organizer(actor)
    incident = get_incident(connection, incident_id)
    if incident is None:
        raise RefusedError("no_such_incident")
    return incident


def _ask_to_block(
    connection: Connection,
    actor: Organizer,
    incident: Incident,
    sender_ids: list[int],
    now: datetime,
) -> IncidentQuestion:
    if not sender_ids:
        raise RefusedError("nobody_to_block")
    found = Counter(owed_to(connection, sender_ids))
    facts = {"incident_id": incident.id, "senders": sender_ids}
    return _question(connection, actor, (Act.BLOCK_MANY, facts), found, now)


def _question(
    connection: Connection,
    actor: Organizer,
    asked: tuple[Act, dict[str, Any]],
    countries: Counter[str],
    now: datetime,
) -> IncidentQuestion:
    act, facts = asked
    settings = read_settings(connection)
    found = price_replies(connection, settings, countries, now)
    seen = {**facts, "micros": found.micros}
    proposal_id = add_proposal(connection, actor.id, act, seen, now)
    senders = len(facts.get("senders", []))
    return IncidentQuestion(proposal_id, act, senders, found, settings.currency)
