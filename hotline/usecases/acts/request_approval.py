"""Ask for an approval: everybody else who may act gets a card to agree or to decline.

Nothing is done before somebody agrees. The request lapses after an hour. If nobody else can be
reached it is refused at once.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.modes import Backlog
from hotline.domain.money import Cap
from hotline.domain.notices import NoticeKind
from hotline.domain.people import Organizer
from hotline.domain.proposals import AboutOrganizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.domain.subjects import Subject
from hotline.store.notices import tell
from hotline.store.organizers import is_new, who_agrees
from hotline.store.proposals import Proposal, ask_about, count_asked, new_proposal
from hotline.store.settings import read_settings

LASTS = timedelta(hours=1)
# How many requests one organizer may have open: more would flood the others with cards.
_MOST_ASKED = 5


@dataclass(frozen=True)
class AboutProposal(Facts):
    """What a proposal would do, as the others are told. A fact that it does not have is None.

    `organizer_id`: who asks, agrees or declines; `subject`: whom it is about; `what`: the act.
    `rule`, `rule_value`: a rule about money, in per cent for the margin, in micros for the others.
    """

    organizer_id: int
    proposal_id: int
    what: Act
    currency: str
    subject: Subject | None = None
    cap: Cap | None = None
    to_micros: int | None = None
    micros: int | None = None
    role: Role | None = None
    count: int | None = None
    backlog: Backlog | None = None
    draft_id: int | None = None
    shared: Shared | None = None
    country: str | None = None
    language: str | None = None
    until: datetime | None = None
    rule: str | None = None
    rule_value: int | None = None


SECOND_ASKED = NoticeKind("second_asked", AboutProposal)
SECOND_AGREED = NoticeKind("second_agreed", AboutProposal)
SECOND_DECLINED = NoticeKind("second_declined", AboutProposal)
SECOND_OVERTAKEN = NoticeKind("second_overtaken", AboutProposal)
SECOND_LAPSED = NoticeKind("second_lapsed", AboutProposal)


@dataclass(frozen=True)
class AnswerFacts(Facts):
    """The act that somebody agreed to or declined, and who had asked for it."""

    act: Act
    asked_by: int


@dataclass(frozen=True)
class Asked:
    """The request. `people`: how many were asked; `until`: when it lapses."""

    proposal_id: int
    people: int
    until: datetime


def request_approval(
    connection: Connection, actor: Organizer, proposal: Proposal, now: datetime
) -> Asked:
    """Ask the others to agree to a proposal, inside the caller's transaction.

    Raises RefusedError("nobody_to_agree" | "asked_already" | "too_new").
    """
    if count_asked(connection, actor.id, now) >= _MOST_ASKED:
        raise RefusedError(Refusal.ASKED_ALREADY, most=_MOST_ASKED)
    if is_new(connection, actor.id, now):
        raise RefusedError(Refusal.TOO_NEW)
    others = who_may_agree(connection, proposal, now)
    if not others:
        raise RefusedError(Refusal.NOBODY_TO_AGREE)
    until = now + LASTS
    ask_about(connection, proposal.id, expires_at=until)
    facts = replace(told_of(connection, proposal), until=until)
    tell(connection, others, SECOND_ASKED, facts, now=now)
    return Asked(proposal.id, len(others), until)


def request_approval_at_once(
    connection: Connection, actor: Organizer, act: Act, facts: Facts, now: datetime
) -> Asked:
    """Make a proposal and ask the others at once: its author confirmed the act in another way.

    Raises RefusedError("nobody_to_agree" | "asked_already" | "too_new").
    """
    proposal = new_proposal(connection, actor.id, act, facts, now)
    return request_approval(connection, actor, proposal, now)


def who_may_agree(connection: Connection, proposal: Proposal, now: datetime) -> list[int]:
    """Find the ids of the others who may act and can be reached.

    Nobody who came in within the last day: a stolen phone of an owner can invite, and would be two
    people. Not the organizer whom it is about: they have a side.
    """
    out = {proposal.organizer_id, whom_it_is_about(proposal)}
    return [one for one in who_agrees(connection, now) if one not in out]


def whom_it_is_about(proposal: Proposal) -> int | None:
    """The id of the organizer whom the proposal is about; None: it is about nobody."""
    return AboutOrganizer.from_facts(proposal.kept).organizer_id


def told_of(connection: Connection, proposal: Proposal) -> AboutProposal:
    """Build the facts of a notice about this proposal: ids and figures, no names."""
    about = whom_it_is_about(proposal)
    facts: dict[str, Any] = {
        **proposal.kept,
        "organizer_id": proposal.organizer_id,
        "proposal_id": proposal.id,
        "what": proposal.act,
        "currency": read_settings(connection).currency,
    }
    if proposal.act is Act.CHANGE_MONEY_RULE:
        facts["rule_value"] = proposal.kept.get("to")
    if about is not None:
        facts["subject"] = str(subjects.organizer(about))
    return AboutProposal.from_facts(facts)
