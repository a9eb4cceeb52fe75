"""Show the team: who is in it, who has been invited, and whether it has a group."""

from dataclasses import dataclass, field
from datetime import datetime

from hotline.domain.errors import RefusedError
from hotline.domain.people import Invitation, Member, Organizer
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.invitations import open_invitations
from hotline.store.organizers import get_member, get_organizer, list_members
from hotline.store.team_group import read_group


@dataclass(frozen=True)
class Team:
    """The team. `invitations`: those that can still be accepted."""

    members: list[Member]
    invitations: list[Invitation]
    has_group: bool


@dataclass(frozen=True)
class MemberPage:
    """One member. `locked_by`: the name of who locked them."""

    member: Member
    locked_by: str | None = field(repr=False)


def show_team(*, database: Database, now: datetime) -> Team:
    """Show the team. Everybody on the team may look."""
    with database.transaction() as connection:
        return Team(
            list_members(connection, database.vault),
            open_invitations(connection, now),
            read_group(connection, database.vault) is not None,
        )


def show_member(organizer_id: int, *, database: Database) -> MemberPage:
    """Show one member.

    Raises:
        RefusedError: no_such_member (also for somebody who was removed)
    """
    with database.transaction() as connection:
        member = get_member(connection, database.vault, organizer_id)
        if member is None:
            raise RefusedError(Refusal.NO_SUCH_MEMBER)
        by = member.locked_by and get_organizer(connection, database.vault, member.locked_by)
        return MemberPage(member, by.name if by else None)


def read_organizer(organizer_id: int, *, database: Database) -> Organizer:
    """Find somebody who is or was on the team.

    Raises:
        RefusedError: no_such_member
    """
    with database.transaction() as connection:
        found = get_organizer(connection, database.vault, organizer_id)
        if found is None:
            raise RefusedError(Refusal.NO_SUCH_MEMBER)
        return found
