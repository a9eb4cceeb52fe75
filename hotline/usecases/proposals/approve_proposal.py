"""Approve what another organizer proposed, or decline it.

**Idempotent:** the proposal is locked. If two people answer, or one answers twice, the second
answer is refused and names who was faster. An approval is refused if the author has left the team
since. If the act is no longer possible, the proposal is closed and its author is told.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import agreed_by_two
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.domain.people import Organizer
from hotline.domain.proposals import ProposalStatus
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import has_agreed, last_act_facts
from hotline.store.database import Database
from hotline.store.invitations import who_invited
from hotline.store.notices import add_notices, tell
from hotline.store.organizers import get_organizer, is_admitted
from hotline.store.proposals import Proposal, close_proposal, lock_proposal
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.acts.request_approval import (
    SECOND_AGREED,
    SECOND_DECLINED,
    SECOND_OVERTAKEN,
    AnswerFacts,
    told_of,
    who_may_agree,
)
from hotline.usecases.proposals.act_table import Done
from hotline.usecases.proposals.do_proposal import do_proposal
from hotline.usecases.reply_texts.confirm_draft import reopen_draft_of


@dataclass(frozen=True)
class FirstAgreement(Facts):
    """Who agreed for the first time, to what, and who had invited them."""

    organizer_id: int
    inviter_id: int
    what: Act


FIRST_AGREEMENT = NoticeKind("first_agreement", FirstAgreement)


@dataclass(frozen=True)
class Overtaken:
    """The act was no longer possible as it was asked. `code`: why."""

    code: Refusal


def approve_proposal(
    actor: Organizer, proposal_id: int, *, database: Database, now: datetime
) -> Done | Overtaken:
    """Do the act in the name of its author, with `actor` as the second person.

    Returns:
        The result of the act; Overtaken if the act itself was refused, after which the proposal
        is closed.

    Raises:
        RefusedError: not_allowed, nothing_there (no such proposal, or the actor's own),
            second_over (answered, expired, or its author is no longer on the team),
            may_not_agree (too new on the team, not reachable, or the act is about the actor)
    """
    with database.transaction() as connection:
        proposal = _asked(connection, actor, proposal_id, now)
        author = get_organizer(connection, database.vault, proposal.organizer_id)
        if author is None or not is_admitted(connection, author.id, list(Role)):
            raise RefusedError(Refusal.SECOND_OVER)
        try:
            with connection.begin_nested():
                done = do_proposal(connection, agreed_by_two(author, actor), proposal, now)
        except RefusedError as error:
            _close(connection, actor, proposal, ProposalStatus.OVERTAKEN, now)
            return Overtaken(error.code)
        close_proposal(connection, proposal_id, ProposalStatus.CONFIRMED, seconded_by=actor.id)
        _tell_of_first(connection, actor, proposal, now)
        _record(connection, Act.AGREE, actor, proposal, now)
        # The others get the notice of the act itself.
        facts = replace(told_of(connection, proposal), organizer_id=actor.id)
        tell(connection, [author.id], SECOND_AGREED, facts, now=now)
        return done


def decline_proposal(
    actor: Organizer, proposal_id: int, *, database: Database, now: datetime
) -> None:
    """Close the proposal without doing the act, and tell its author.

    Raises:
        RefusedError: not_allowed, nothing_there (no such proposal, or the actor's own),
            second_over (naming who was faster), may_not_agree
    """
    with database.transaction() as connection:
        proposal = _asked(connection, actor, proposal_id, now)
        _close(connection, actor, proposal, ProposalStatus.DECLINED, now)
        _record(connection, Act.DECLINE, actor, proposal, now)


def _tell_of_first(
    connection: Connection, actor: Organizer, proposal: Proposal, now: datetime
) -> None:
    """Tell everybody whose first agreement it is, and who invited them: it may be one person twice.

    Nobody is told of the first owners, whom nobody invited.
    """
    inviter_id = who_invited(connection, actor.id)
    if inviter_id is not None and not has_agreed(connection, actor.id):
        facts = FirstAgreement(actor.id, inviter_id, proposal.act)
        add_notices(connection, FIRST_AGREEMENT, facts, now=now)


def _close(
    connection: Connection, actor: Organizer, proposal: Proposal, how: ProposalStatus, now: datetime
) -> None:
    """Close it as DECLINED or OVERTAKEN (`how`). Its author is told, and may ask again."""
    close_proposal(connection, proposal.id, how, seconded_by=actor.id)
    reopen_draft_of(connection, proposal, now)
    facts = replace(told_of(connection, proposal), organizer_id=actor.id)
    kind = SECOND_DECLINED if how is ProposalStatus.DECLINED else SECOND_OVERTAKEN
    tell(connection, [proposal.organizer_id], kind, facts, now=now)


def _asked(connection: Connection, actor: Organizer, proposal_id: int, now: datetime) -> Proposal:
    require_organizer(actor)
    proposal = lock_proposal(connection, proposal_id)
    if proposal is None or proposal.organizer_id == actor.id:
        raise RefusedError(Refusal.NOTHING_THERE)
    if proposal.status is not ProposalStatus.ASKED or now >= proposal.expires_at:
        answers = (Act.AGREE, Act.DECLINE)
        faster = last_act_facts(connection, answers, subject=subjects.proposal(proposal_id))
        raise RefusedError(Refusal.SECOND_OVER, **faster)
    if actor.id not in who_may_agree(connection, proposal, now):
        raise RefusedError(Refusal.MAY_NOT_AGREE)
    return proposal


def _record(
    connection: Connection, act: Act, actor: Organizer, proposal: Proposal, now: datetime
) -> None:
    facts = AnswerFacts(proposal.act, proposal.organizer_id)
    record_act(connection, act, actor, now=now, subject=subjects.proposal(proposal.id), facts=facts)
