"""Ask about a change of the team: another role or a removal needs one more tap."""

from dataclasses import dataclass, field
from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts, kept_as
from hotline.domain.people import Member, Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.organizers import get_member
from hotline.store.proposals import add_proposal
from hotline.usecases.acts.require_role import require_another_owner, require_role


@dataclass(frozen=True)
class TeamProposal(Facts):
    """Whose role would change, from which to which; `after` None: removed from the team."""

    organizer_id: int
    before: Role = field(metadata=kept_as("from"))
    after: Role | None = field(metadata=kept_as("role"))


@dataclass(frozen=True)
class TeamQuestion:
    """The question. `role`: their new role; None: removed. `is_oneself`: it is about the asker."""

    proposal_id: int
    act: Act
    member: Member
    role: Role | None
    is_oneself: bool


def ask_team_act(
    actor: Organizer,
    organizer_id: int,
    role: Role | None,
    *,
    database: Database,
    now: datetime,
) -> TeamQuestion:
    """Ask about another role or a removal. Only owners may; everybody may ask to leave.

    Args:
        organizer_id: the member whom it is about.
        role: their new role; None: removed from the team.

    Raises:
        RefusedError: owners_only (not_allowed for somebody who asks to leave and is out or locked),
            no_such_member, role_unchanged, last_owner
    """
    is_oneself = actor.id == organizer_id
    act = Act.REMOVE_ORGANIZER if role is None else Act.CHANGE_ROLE
    with database.transaction() as connection:
        is_leaving = is_oneself and role is None
        require_role(connection, actor, Role.OBSERVER if is_leaving else Role.OWNER)
        member = get_member(connection, database.vault, organizer_id)
        if member is None:
            raise RefusedError(Refusal.NO_SUCH_MEMBER)
        if member.organizer.role is role:
            raise RefusedError(Refusal.ROLE_UNCHANGED)
        if member.organizer.role is Role.OWNER:
            require_another_owner(connection, organizer_id)
        facts = TeamProposal(organizer_id, member.organizer.role, role)
        proposal_id = add_proposal(connection, actor.id, act, facts, now)
        return TeamQuestion(proposal_id, act, member, role, is_oneself)
