"""Ask for a second person: everybody else who may act gets a card to agree or to decline.

Nothing is done meanwhile. After an hour it lapses. Nobody else can be reached: refused at once.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.store.invitations import came_in_since
from hotline.store.notices import tell
from hotline.store.organizers import reachable_organizer_ids
from hotline.store.proposals import Proposal, ask_about, count_asked, new_proposal
from hotline.store.settings import read_settings

LASTS = timedelta(hours=1)
_NEW = timedelta(days=1)
# Cards that somebody may keep others busy with.
_MOST_ASKED = 5
# What of a proposal's facts says what it would do.
_TOLD = ("cap", "to_micros", "micros", "role", "count", "backlog", "draft_id", "shared", "country")


@dataclass(frozen=True)
class Asked:
    """`people`: how many were asked."""

    proposal_id: int
    people: int
    until: datetime


def ask_second(
    connection: Connection, actor: Organizer, proposal: Proposal, now: datetime
) -> Asked:
    """Inside the caller's transaction.

    Raises RefusedError("nobody_to_agree" | "asked_already" | "too_new").
    """
    if count_asked(connection, actor.id, now) >= _MOST_ASKED:
        raise RefusedError("asked_already", most=_MOST_ASKED)
    if actor.id in came_in_since(connection, now - _NEW):
        raise RefusedError("too_new")
    others = who_may_agree(connection, proposal, now)
    if not others:
        raise RefusedError("nobody_to_agree")
    until = now + LASTS
    ask_about(connection, proposal.id, expires_at=until)
    facts = told_of(connection, proposal) | {"until": until.isoformat()}
    tell(connection, others, "second_asked", facts, now=now)
    return Asked(proposal.id, len(others), until)


def ask_second_at_once(
    connection: Connection, actor: Organizer, act: Act, facts: dict[str, Any], now: datetime
) -> Asked:
    """For an act that has been confirmed already, in its own way."""
    proposal = new_proposal(connection, actor.id, act, facts, now)
    return ask_second(connection, actor, proposal, now)


def who_may_agree(connection: Connection, proposal: Proposal, now: datetime) -> list[int]:
    """The others who may act, and can be reached.

    Nobody who has come in within a day: one phone in wrong hands, which may invite, would be two
    people. And not whom it is about: they have a side.
    """
    able = reachable_organizer_ids(connection, roles=(Role.ORGANIZER, Role.OWNER))
    out = came_in_since(connection, now - _NEW)
    out |= {proposal.organizer_id, proposal.facts.get("organizer_id")}
    return [one for one in able if one not in out]


def told_of(connection: Connection, proposal: Proposal) -> dict[str, Any]:
    """The facts of a notice about this proposal: ids and figures."""
    facts: dict[str, Any] = {k: v for k, v in proposal.facts.items() if k in _TOLD}
    facts |= {
        "organizer_id": proposal.organizer_id,
        "proposal_id": proposal.id,
        "what": proposal.act,
        "currency": read_settings(connection).currency,
    }
    if "organizer_id" in proposal.facts:
        facts["subject"] = f"organizer:{proposal.facts['organizer_id']}"
    return facts
