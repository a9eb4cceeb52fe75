"""Confirm or discard a proposal of one's own.

**Idempotent:** the first answer closes the proposal, and a second one is refused. A late or
overtaken proposal is refused too, because its author has not seen the present state. Where the
team wants two people, somebody else is asked to agree.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import RULES, Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.proposals import PENDING, ProposalStatus
from hotline.domain.refusals import Refusal
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.proposals import Proposal, close_proposal, lock_proposal
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone
from hotline.usecases.acts.request_approval import Asked, request_approval, whom_it_is_about
from hotline.usecases.proposals.act_table import Done
from hotline.usecases.proposals.do_proposal import do_proposal
from hotline.usecases.reply_texts.confirm_draft import reopen_draft_of


def confirm_proposal(
    actor: Organizer, proposal_id: int, *, database: Database, now: datetime
) -> Done | Asked:
    """Do what was proposed, or ask a second person where the team wants two.

    Returns:
        The result of the act; Asked if a second person must agree first.

    Raises:
        RefusedError: proposal_gone (not the actor's, answered or expired; `status` says which,
            "late" if it has expired), not_allowed,
            asked_already, too_new, nobody_to_agree, and the act's own codes, such as overtaken
    """
    with database.transaction() as connection:
        proposal = _own_proposal(connection, actor, proposal_id, (ProposalStatus.OPEN,), now)
        two_people = read_settings(connection).two_people
        if not _is_leaving(actor, proposal) and RULES[proposal.act].approval.is_needed(two_people):
            return request_approval(connection, actor, proposal, now)
        try:
            with connection.begin_nested():
                done = do_proposal(connection, alone(connection, actor), proposal, now)
        except RefusedError as error:
            if error.code is not Refusal.NEEDS_TWO:
                raise
            return request_approval(connection, actor, proposal, now)
        close_proposal(connection, proposal_id, ProposalStatus.CONFIRMED)
        return done


def _is_leaving(actor: Organizer, proposal: Proposal) -> bool:
    """Whether it is the actor's own leaving, which needs no approval."""
    return proposal.act is Act.REMOVE_ORGANIZER and whom_it_is_about(proposal) == actor.id


def discard_proposal(
    actor: Organizer, proposal_id: int, *, database: Database, now: datetime
) -> None:
    """Close one's own proposal without doing it, also while a second person is being asked.

    Raises:
        RefusedError: proposal_gone (not the actor's, answered or expired)
    """
    with database.transaction() as connection:
        proposal = _own_proposal(connection, actor, proposal_id, PENDING, now)
        close_proposal(connection, proposal_id, ProposalStatus.DISCARDED)
        reopen_draft_of(connection, proposal, now)


def _own_proposal(
    connection: Connection,
    actor: Organizer,
    proposal_id: int,
    statuses: tuple[ProposalStatus, ...],
    now: datetime,
) -> Proposal:
    proposal = lock_proposal(connection, proposal_id)
    if proposal is None or proposal.organizer_id != actor.id:
        raise RefusedError(Refusal.PROPOSAL_GONE)
    if proposal.status not in statuses:
        raise RefusedError(Refusal.PROPOSAL_GONE, **_what_became_of_it(connection, proposal))
    if now >= proposal.expires_at:
        raise RefusedError(Refusal.PROPOSAL_GONE, status="late")
    return proposal


def _what_became_of_it(connection: Connection, proposal: Proposal) -> dict[str, object]:
    """{"status"}, and who did or declined it, and when."""
    faster: dict[str, object] = {}
    if proposal.status is ProposalStatus.CONFIRMED:
        faster = last_act_facts(connection, [proposal.act])
        if faster.get("organizer_id") != proposal.organizer_id:
            faster = {}
    elif proposal.status is ProposalStatus.DECLINED:
        subject = subjects.proposal(proposal.id)
        faster = last_act_facts(connection, [Act.DECLINE], subject=subject)
    return {"status": proposal.status, **faster}
