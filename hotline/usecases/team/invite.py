"""Invite somebody: a link that one person can follow once, within a day.

The token is told once, works once, and only its hash is kept: a link found later, or a stolen
database, opens nothing. Not idempotent: asking two times makes two invitations.
"""

import secrets
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import Effect
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Invitation, Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.invitations import add_invitation, open_invitations, withdraw_invitations
from hotline.store.organizers import list_members
from hotline.usecases.acts.alone_or_ask import alone
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role

LASTS = timedelta(hours=24)
# One message lists them all, with a button each.
_MOST = 30
# 192 bits; Telegram takes 64 characters of A-Z a-z 0-9 _ - after `?start=`.
_TOKEN_BYTES = 24


@dataclass(frozen=True)
class InviteFacts(Facts):
    """The role that the invitation gives."""

    role: Role


@dataclass(frozen=True)
class Invited:
    """The invitation. `token`: to be told now; it cannot be read again.

    `takes_two`: who follows it only sees, until a second person has agreed.
    """

    invitation: Invitation
    token: str = field(repr=False)
    takes_two: bool = False


def invite(actor: Organizer, role: Role, *, database: Database, now: datetime) -> Invited:
    """Make an invitation, which lasts 24 hours. Only owners may.

    Args:
        role: what the person who accepts becomes.

    Raises:
        RefusedError: owners_only, team_full
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        coming = len(open_invitations(connection, now))
        if len(list_members(connection, database.vault)) + coming >= _MOST:
            raise RefusedError(Refusal.TEAM_FULL, most=_MOST)
        invitation = add_invitation(
            connection,
            database.vault,
            token,
            role=role,
            inviter_id=actor.id,
            created_at=now,
            expires_at=now + LASTS,
        )
        subject = subjects.invitation(invitation.id)
        record_act(connection, Act.INVITE, actor, now=now, subject=subject, facts=InviteFacts(role))
        may_admit = alone(connection, actor).covers(Effect.ADMIT)
    return Invited(invitation, token, role is not Role.OBSERVER and not may_admit)


def withdraw_invitation(
    actor: Organizer, invitation_id: int, *, database: Database, now: datetime
) -> None:
    """Withdraw an invitation, so that nobody can accept it any more. Only owners may.

    Raises:
        RefusedError: owners_only, invitation_gone (naming who accepted or withdrew it)
    """
    subject = subjects.invitation(invitation_id)
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        if not withdraw_invitations(connection, now, invitation_id=invitation_id):
            ended = (Act.JOIN, Act.WITHDRAW_INVITATION)
            facts = last_act_facts(connection, ended, subject=subject)
            raise RefusedError(Refusal.INVITATION_GONE, **facts)
        record_act(connection, Act.WITHDRAW_INVITATION, actor, now=now, subject=subject)
