"""Join the team by an invitation.

**Idempotent:** a token that is used up, like any wrong token, changes nothing and leaves no trace.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.approvals import NEW_FOR
from hotline.domain.consents import Effect
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.domain.people import Invitation, Organizer, unique_name
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.invitations import accept_invitation, is_open_invitation, lock_invitation
from hotline.store.notices import tell
from hotline.store.organizers import (
    add_organizer,
    change_organizer,
    find_standing,
    get_organizer,
    identity_of,
    is_admitted,
    names_of_others,
)
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.request_approval import request_approval_at_once
from hotline.usecases.team.ask_team_act import TeamProposal
from hotline.usecases.team.change_role import RoleFacts


@dataclass(frozen=True)
class JoinFacts(Facts):
    """The role, and who invited them."""

    role: Role
    inviter_id: int


# To somebody who came in: they only see, until one of the others has agreed.
ROLE_ASKED = NoticeKind("role_asked", RoleFacts)


def join_team(
    token: str,
    telegram_id: int,
    *,
    name: str,
    language: str | None,
    database: Database,
    now: datetime,
) -> Organizer | None:
    """Let somebody into the team by their invitation's token.

    Where two people could agree already, nobody alone lets in a third who could: the newcomer sees,
    and somebody else is asked whether they may act. Somebody who was removed comes back as the same
    person. If the inviter is no owner any more, or is locked, the invitation lets nobody in: it may
    come from a stolen phone. A stranger who guesses tokens costs us one indexed query each time.

    Args:
        name, language: as Telegram gives them; a language that is None changes nothing.

    Returns:
        The organizer; None: the token is unknown, used, expired or withdrawn, its inviter may not
        invite any more, or the person is on the team already.
    """
    with database.transaction() as connection:
        if not is_open_invitation(connection, database.vault, token, now):
            return None
        # The lock protects against a removal of the inviter, or a withdrawal, at this moment.
        read_settings(connection, for_update=True)
        invitation = lock_invitation(connection, database.vault, token, now)
        if invitation is None or not is_admitted(connection, invitation.inviter_id, [Role.OWNER]):
            return None
        role = _role_alone(connection, database, invitation)
        organizer_id = _let_in(connection, database, telegram_id, role, now)
        if organizer_id is None:
            return None
        others = names_of_others(connection, database.vault, organizer_id)
        values = identity_of(database.vault, telegram_id, unique_name(name, others))
        values |= {"last_seen_at": now, "unreachable_since": None}
        if language is not None:
            values["language"] = language
        change_organizer(connection, organizer_id, **values)
        accept_invitation(connection, invitation.id, organizer_id, now)
        joined = get_organizer(connection, database.vault, organizer_id)
        facts, subject = JoinFacts(role, invitation.inviter_id), subjects.invitation(invitation.id)
        record_act(connection, Act.JOIN, joined, now=now, subject=subject, facts=facts)
        if role is not invitation.role:
            _ask_for_role(connection, database, invitation, organizer_id, now)
        return joined


def _let_in(
    connection: Connection,
    database: Database,
    telegram_id: int,
    role: Role,
    now: datetime,
) -> int | None:
    """Add or bring back the member; None if they are on the team: no link ends a lock."""
    standing = find_standing(connection, database.vault, telegram_id)
    agrees_from = None if role is Role.OBSERVER else now + NEW_FOR
    if standing is None:
        found = add_organizer(connection, database.vault, telegram_id, role=role, now=now)
        change_organizer(connection, found, agrees_from=agrees_from)
        return found
    if not standing.is_removed:
        return None
    change_organizer(
        connection,
        standing.organizer_id,
        role=role,
        agrees_from=agrees_from,
        joined_at=now,
        removed_at=None,
        locked_at=None,
        locked_by=None,
    )
    return standing.organizer_id


def _role_alone(connection: Connection, database: Database, invitation: Invitation) -> Role:
    """The role that the inviter alone can give: where two could agree already, that of observer."""
    may_act = alone(connection, _inviter(connection, database, invitation))
    return invitation.role if may_act.covers(Effect.ADMIT) else Role.OBSERVER


def _ask_for_role(
    connection: Connection,
    database: Database,
    invitation: Invitation,
    organizer_id: int,
    now: datetime,
) -> None:
    """Ask the others to let the newcomer act, in the name of who invited them."""
    facts = TeamProposal(organizer_id, Role.OBSERVER, invitation.role)
    inviter = _inviter(connection, database, invitation)
    # Nobody can be asked now: an owner changes the role later, from the list of the team.
    with suppress(RefusedError), connection.begin_nested():
        tell(connection, [organizer_id], ROLE_ASKED, RoleFacts(invitation.role), now=now)
        request_approval_at_once(connection, inviter, Act.CHANGE_ROLE, facts, now)


def _inviter(connection: Connection, database: Database, invitation: Invitation) -> Organizer:
    found = get_organizer(connection, database.vault, invitation.inviter_id)
    if found is None:
        raise LookupError(invitation.inviter_id)
    return found


def may_still_join(token: str, *, database: Database, now: datetime) -> bool:
    """Whether the invitation of this token can still be accepted."""
    with database.transaction() as connection:
        return is_open_invitation(connection, database.vault, token, now)
