"""Queries on organizers."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from hotline.domain.people import Organizer
from hotline.domain.roles import Role
from hotline.store.tables import organizers
from hotline.vault import Vault

_PRESENT = organizers.c.removed_at.is_(None)
REACHABLE = (_PRESENT, organizers.c.unreachable_since.is_(None))


def find_organizer(connection: Connection, vault: Vault, telegram_id: int) -> Organizer | None:
    """Who this Telegram account is on the team; None for a stranger or somebody removed."""
    hashes = vault.find_any(str(telegram_id))
    query = select(organizers).where(organizers.c.telegram_hash.in_(hashes), _PRESENT)
    row = connection.execute(query).one_or_none()
    return None if row is None else _organizer(vault, row)


def get_organizer(connection: Connection, vault: Vault, organizer_id: int) -> Organizer | None:
    """An organizer by id, removed ones included: the past still names them."""
    row = connection.execute(
        select(organizers).where(organizers.c.id == organizer_id)
    ).one_or_none()
    return None if row is None else _organizer(vault, row)


def reachable_organizer_ids(connection: Connection) -> list[int]:
    """Everybody on the team, save those whom Telegram refused to reach until they come back."""
    query = select(organizers.c.id).where(*REACHABLE)
    return list(connection.execute(query).scalars())


def mark_unreachable(connection: Connection, organizer_id: int, now: datetime) -> bool:
    """True if this is news."""
    statement = update(organizers).where(
        organizers.c.id == organizer_id, organizers.c.unreachable_since.is_(None)
    )
    return connection.execute(statement.values(unreachable_since=now)).rowcount == 1


def has_organizer(connection: Connection, vault: Vault, telegram_id: int) -> bool:
    """Whether this account is or was on the team."""
    hashes = vault.find_any(str(telegram_id))
    query = select(organizers.c.id).where(organizers.c.telegram_hash.in_(hashes))
    return connection.execute(query).first() is not None


def add_organizer(
    connection: Connection, vault: Vault, telegram_id: int, *, role: Role, now: datetime
) -> int:
    """A new member of the team, without a name until their first message."""
    values = {
        "telegram_hash": vault.find(str(telegram_id)),
        "telegram_secret": vault.hide(str(telegram_id)),
        "name_secret": vault.hide(""),
        "key_id": vault.key_id,
        "role": role,
        "joined_at": now,
    }
    statement = insert(organizers).values(**values).returning(organizers.c.id)
    return int(connection.execute(statement).scalar_one())


def change_organizer(connection: Connection, organizer_id: int, **values: object) -> None:
    """Set columns of one organizer."""
    connection.execute(update(organizers).where(organizers.c.id == organizer_id).values(**values))


def _organizer(vault: Vault, row: Row[Any]) -> Organizer:
    return Organizer(
        id=row.id,
        telegram_id=int(vault.read(row.telegram_secret)),
        name=vault.read(row.name_secret),
        role=Role(row.role),
        language=row.language,
    )
