"""Ask about an act on an incident before it is done: whom it affects, what it costs or saves.

A proposal keeps what was asked. `confirm_proposal` does it later, on the state of that moment.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.incidents import Incident
from hotline.domain.people import Organizer
from hotline.domain.proposals import SeenCount
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.held_replies import Held, count_held_of
from hotline.store.incidents import get_incident, worst_senders
from hotline.store.owed_replies import owed_to
from hotline.store.proposals import add_proposal
from hotline.store.settings import read_settings
from hotline.store.text_senders import senders_of_text
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.incidents.dismiss_incident import going_after_dismissal
from hotline.usecases.incidents.settle_incident_replies import all_held, genuine_held
from hotline.usecases.money.price_replies import price_replies, read_pricing
from hotline.usecases.replies.settle_held_replies import IncidentQuestion


@dataclass(frozen=True)
class BlockManyProposal(Facts):
    """Whom to block. `micros`: the price of the replies that they are owed."""

    incident_id: int
    senders: tuple[int, ...]
    micros: int


@dataclass(frozen=True)
class SettleProposal(SeenCount):
    """Which of the incident's held replies. `micros`: what they would cost."""

    incident_id: int
    replies: tuple[int, ...]
    micros: int


@dataclass(frozen=True)
class DismissProposal(SeenCount):
    """`count`: replies that would be planned again. `micros`: what they would cost."""

    incident_id: int
    micros: int


@dataclass(frozen=True)
class DismissQuestion(IncidentQuestion):
    """`incident`: with what speaks for a raid; `stays`: replies that would stay held."""

    incident: Incident
    stays: int


def ask_to_block_worst(
    actor: Organizer, incident_id: int, count: int, *, database: Database, now: datetime
) -> IncidentQuestion:
    """Propose to block the busiest senders of the incident.

    Args:
        count: how many, of those who are not blocked.

    Raises:
        RefusedError: not_allowed, no_such_incident, nobody_to_block
    """
    with database.transaction() as connection:
        incident = _incident(connection, actor, incident_id)
        parts = worst_senders(connection, incident.id, limit=count)
        return _ask_to_block(connection, actor, incident, [part.sender_id for part in parts], now)


def ask_to_block_group(
    actor: Organizer, incident_id: int, key: bytes, *, database: Database, now: datetime
) -> IncidentQuestion:
    """Propose to block everybody who sent the same text since the onset.

    Args:
        key: the keyed hash of that text.

    Raises:
        RefusedError: not_allowed, no_such_incident, nobody_to_block
    """
    with database.transaction() as connection:
        incident = _incident(connection, actor, incident_id)
        senders = senders_of_text(connection, key, incident.onset_at)
        return _ask_to_block(connection, actor, incident, senders, now)


def ask_incident_act(
    actor: Organizer, incident_id: int, act: Act, *, database: Database, now: datetime
) -> IncidentQuestion:
    """Propose to release or drop what is held, or to dismiss the incident.

    Args:
        act: RELEASE_GENUINE, DROP_HELD or DISMISS.

    Raises:
        RefusedError: not_allowed, no_such_incident, nothing_held_here (not for DISMISS),
            incident_is_over (only for DISMISS)
    """
    with database.transaction() as connection:
        incident = _incident(connection, actor, incident_id)
        held = _asked_about(connection, incident, act, now)
        if not held and act is not Act.DISMISS:
            raise RefusedError(Refusal.NOTHING_HELD_HERE)
        if act is Act.DISMISS and not incident.is_open:
            raise RefusedError(Refusal.INCIDENT_IS_OVER)
        settings = read_settings(connection)
        priced = read_pricing(connection, settings, now).of_replies(held)
        facts: Facts
        if act is Act.DISMISS:
            facts = DismissProposal(len(held), incident.id, priced.micros)
        else:
            replies = tuple(one.reply_id for one in held)
            facts = SettleProposal(len(held), incident.id, replies, priced.micros)
        proposal_id = add_proposal(connection, actor.id, act, facts, now)
        if act is Act.DISMISS:
            stays = sum(count_held_of(connection, incident).values()) - len(held)
            return DismissQuestion(proposal_id, act, 0, priced, settings.currency, incident, stays)
        return IncidentQuestion(proposal_id, act, 0, priced, settings.currency)


def _asked_about(connection: Connection, incident: Incident, act: Act, now: datetime) -> list[Held]:
    if act is Act.DISMISS:
        return going_after_dismissal(connection, incident, now)
    if act is Act.RELEASE_GENUINE:
        return genuine_held(connection, incident, now)
    return all_held(connection, incident)


def _incident(connection: Connection, actor: Organizer, incident_id: int) -> Incident:
    require_organizer(actor)
    incident = get_incident(connection, incident_id)
    if incident is None:
        raise RefusedError(Refusal.NO_SUCH_INCIDENT)
    return incident


def _ask_to_block(
    connection: Connection,
    actor: Organizer,
    incident: Incident,
    sender_ids: list[int],
    now: datetime,
) -> IncidentQuestion:
    if not sender_ids:
        raise RefusedError(Refusal.NOBODY_TO_BLOCK)
    settings, owed = read_settings(connection), Counter(owed_to(connection, sender_ids))
    priced = price_replies(connection, settings, owed, now)
    facts = BlockManyProposal(incident.id, tuple(sender_ids), priced.micros)
    proposal_id = add_proposal(connection, actor.id, Act.BLOCK_MANY, facts, now)
    currency = settings.currency
    return IncidentQuestion(proposal_id, Act.BLOCK_MANY, len(sender_ids), priced, currency)
