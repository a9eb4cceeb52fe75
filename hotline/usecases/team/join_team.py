"""Join the team by an invitation.

**Idempotent:** a token that is used up, like any wrong token, changes nothing and leaves no trace.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.facts import Facts
from hotline.domain.people import Invitation, Organizer
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.invitations import accept_invitation, is_open_invitation, lock_invitation
from hotline.store.organizers import (
    add_organizer,
    change_organizer,
    find_standing,
    get_organizer,
    identity_of,
    is_admitted,
)
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act


@dataclass(frozen=True)
class JoinFacts(Facts):
    """The role, and who invited them."""

    role: Role
    inviter_id: int


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

    Somebody who was removed comes back as the same person. If the inviter is no owner any more, or
    is locked, the invitation lets nobody in: it may come from a stolen phone. A stranger who
    guesses tokens costs us one indexed query each time.

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
        organizer_id = _let_in(connection, database, telegram_id, invitation, now)
        if organizer_id is None:
            return None
        values = identity_of(database.vault, telegram_id, name)
        values |= {"last_seen_at": now, "unreachable_since": None}
        if language is not None:
            values["language"] = language
        change_organizer(connection, organizer_id, **values)
        accept_invitation(connection, invitation.id, organizer_id, now)
        joined = get_organizer(connection, database.vault, organizer_id)
        record_act(
            connection,
            Act.JOIN,
            joined,
            now=now,
            subject=subjects.invitation(invitation.id),
            facts=JoinFacts(invitation.role, invitation.inviter_id),
        )
        return joined


def _let_in(
    connection: Connection,
    database: Database,
    telegram_id: int,
    invitation: Invitation,
    now: datetime,
) -> int | None:
    """Add or bring back the member; None if they are on the team: no link ends a lock."""
    standing = find_standing(connection, database.vault, telegram_id)
    if standing is None:
        return add_organizer(connection, database.vault, telegram_id, role=invitation.role, now=now)
    if not standing.is_removed:
        return None
    change_organizer(
        connection,
        standing.organizer_id,
        role=invitation.role,
        joined_at=now,
        removed_at=None,
        locked_at=None,
        locked_by=None,
    )
    return standing.organizer_id


def may_still_join(token: str, *, database: Database, now: datetime) -> bool:
    """Whether the invitation of this token can still be accepted."""
    with database.transaction() as connection:
        return is_open_invitation(connection, database.vault, token, now)
