"""Queries on invitations: single-use links into the team, found by the hash of their token."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, insert, select, update

from hotline.domain.people import Invitation
from hotline.domain.roles import Role
from hotline.store.tables import invitations
from hotline.vault import Vault


def add_invitation(
    connection: Connection, vault: Vault, token: str, **values: object
) -> Invitation:
    """Add an invitation. Only the hash of its token is kept."""
    statement = insert(invitations).values(token_hash=vault.find(token), **values)
    return _invitation(connection.execute(statement.returning(invitations)).one())


def lock_invitation(
    connection: Connection, vault: Vault, token: str, now: datetime
) -> Invitation | None:
    """The open invitation with this token, locked; None: there is none."""
    found = invitations.c.token_hash.in_(vault.find_any(token))
    query = select(invitations).where(found, _is_open(now)).with_for_update()
    row = connection.execute(query).one_or_none()
    return None if row is None else _invitation(row)


def open_invitations(connection: Connection, now: datetime) -> list[Invitation]:
    """The invitations that can still be accepted, the oldest first."""
    query = select(invitations).where(_is_open(now)).order_by(invitations.c.id)
    return [_invitation(row) for row in connection.execute(query)]


def withdraw_invitations(
    connection: Connection,
    now: datetime,
    *,
    invitation_id: int | None = None,
    inviter_id: int | None = None,
) -> int:
    """Withdraw one open invitation, or all open ones of an inviter; how many."""
    which = (
        invitations.c.id == invitation_id
        if invitation_id is not None
        else invitations.c.inviter_id == inviter_id
    )
    statement = update(invitations).where(which, _is_open(now)).values(withdrawn_at=now)
    return connection.execute(statement).rowcount


def accept_invitation(
    connection: Connection, invitation_id: int, organizer_id: int, now: datetime
) -> None:
    """Mark the invitation as used."""
    statement = update(invitations).where(invitations.c.id == invitation_id)
    connection.execute(statement.values(accepted_at=now, accepted_by=organizer_id))


def who_invited(connection: Connection, organizer_id: int) -> int | None:
    """Who invited this organizer, the last time; None: they are an owner from the start."""
    query = select(invitations.c.inviter_id).where(invitations.c.accepted_by == organizer_id)
    return connection.execute(query.order_by(invitations.c.id.desc()).limit(1)).scalar()


def is_open_invitation(connection: Connection, vault: Vault, token: str, now: datetime) -> bool:
    """Whether the invitation with this token can still be accepted. Locks nothing."""
    found = invitations.c.token_hash.in_(vault.find_any(token))
    return (
        connection.execute(select(invitations.c.id).where(found, _is_open(now))).first() is not None
    )


def _is_open(now: datetime) -> ColumnElement[bool]:
    return and_(
        invitations.c.accepted_at.is_(None),
        invitations.c.withdrawn_at.is_(None),
        invitations.c.expires_at > now,
    )


def _invitation(row: Row[Any]) -> Invitation:
    return Invitation(row.id, Role(row.role), row.inviter_id, row.expires_at)
