"""Queries on organizers."""

from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, insert, select, update

from hotline.domain.people import Member, Organizer
from hotline.domain.roles import Role
from hotline.store.tables import organizers
from hotline.vault import UnreadableSecretError, Vault

_PRESENT = organizers.c.removed_at.is_(None)
_ADMITTED = (_PRESENT, organizers.c.locked_at.is_(None))
REACHABLE = (*_ADMITTED, organizers.c.unreachable_since.is_(None))


@dataclass(frozen=True)
class Standing:
    """A Telegram account that is or was on the team."""

    organizer_id: int
    is_removed: bool


def find_organizer(connection: Connection, vault: Vault, telegram_id: int) -> Organizer | None:
    """The organizer with this Telegram account; None for strangers, removed and locked ones."""
    hashes = vault.find_any(str(telegram_id))
    query = select(organizers).where(organizers.c.telegram_hash.in_(hashes), *_ADMITTED)
    row = connection.execute(query).one_or_none()
    return None if row is None else _organizer(vault, row)


def is_admitted(connection: Connection, organizer_id: int, roles: Collection[Role]) -> bool:
    """Whether this organizer is on the team now, is not locked, and has one of `roles`."""
    query = select(organizers.c.id).where(
        organizers.c.id == organizer_id, organizers.c.role.in_(roles), *_ADMITTED
    )
    return connection.execute(query).first() is not None


def count_others(connection: Connection, organizer_id: int, role: Role) -> int:
    """How many other organizers with `role` are on the team and not locked."""
    query = select(func.count()).where(
        organizers.c.id != organizer_id, organizers.c.role == role, *_ADMITTED
    )
    return int(connection.execute(query).scalar_one())


def has_company(connection: Connection, organizer_id: int) -> bool:
    """Whether anybody else on the team has a role that may act, even if locked or unreachable."""
    query = select(organizers.c.id).where(
        organizers.c.id != organizer_id, organizers.c.role != Role.OBSERVER, _PRESENT
    )
    return connection.execute(query.limit(1)).first() is not None


def list_members(connection: Connection, vault: Vault) -> list[Member]:
    """Everybody on the team, locked ones included, in the order in which they joined."""
    rows = connection.execute(select(organizers).where(_PRESENT).order_by(organizers.c.id))
    return [_member(vault, row) for row in rows]


def names_of_others(connection: Connection, vault: Vault, organizer_id: int | None) -> list[str]:
    """The names of the others on the team, without those who have none yet."""
    query = select(organizers.c.name_secret).where(_PRESENT, organizers.c.id != (organizer_id or 0))
    return [name for secret in connection.execute(query).scalars() if (name := vault.read(secret))]


def former_name(connection: Connection, vault: Vault, organizer_id: int | None) -> str | None:
    """The name of an organizer before its last change; None: it never changed."""
    query = select(organizers.c.former_name_secret).where(organizers.c.id == organizer_id)
    secret = connection.execute(query).scalar_one_or_none()
    return None if secret is None else vault.read(secret)


def list_accounts(connection: Connection, vault: Vault) -> frozenset[int]:
    """The Telegram ids of everybody on the team who is not locked."""
    rows = connection.execute(select(organizers.c.telegram_secret).where(*_ADMITTED)).scalars()
    found = set()
    for secret in rows:
        # Somebody who cannot be read is nobody, and the others are who they are.
        with suppress(UnreadableSecretError):
            found.add(int(vault.read(secret)))
    return frozenset(found)


def count_people(connection: Connection) -> tuple[int, int, int]:
    """(on the team and not locked, of these: who may act, whom Telegram can reach), as counts."""
    acts = organizers.c.role != Role.OBSERVER
    reached = organizers.c.unreachable_since.is_(None)
    query = select(func.count(), func.count().filter(acts), func.count().filter(reached))
    row = connection.execute(query.select_from(organizers).where(*_ADMITTED)).one()
    return int(row[0]), int(row[1]), int(row[2])


def get_member(connection: Connection, vault: Vault, organizer_id: int) -> Member | None:
    """Somebody on the team now; None if they were removed."""
    query = select(organizers).where(organizers.c.id == organizer_id, _PRESENT)
    row = connection.execute(query).one_or_none()
    return None if row is None else _member(vault, row)


def get_role(connection: Connection, organizer_id: int) -> Role | None:
    """The role of somebody on the team; None if they are not on it, or no longer."""
    query = select(organizers.c.role).where(organizers.c.id == organizer_id, _PRESENT)
    role = connection.execute(query).scalar_one_or_none()
    return None if role is None else Role(role)


@dataclass(frozen=True)
class LockState:
    """Somebody on the team, and who locked them when, if anybody did."""

    role: Role
    locked_at: datetime | None
    locked_by: int | None


def get_lock(connection: Connection, organizer_id: int) -> LockState | None:
    """The lock of somebody on the team; None if they are not on it, or no longer."""
    columns = (organizers.c.role, organizers.c.locked_at, organizers.c.locked_by)
    query = select(*columns).where(organizers.c.id == organizer_id, _PRESENT)
    row = connection.execute(query).one_or_none()
    return None if row is None else LockState(Role(row.role), row.locked_at, row.locked_by)


def count_locked_by(connection: Connection, organizer_id: int) -> int:
    """How many people this organizer has locked who are still locked."""
    query = select(func.count()).where(
        organizers.c.locked_by == organizer_id, organizers.c.locked_at.is_not(None), _PRESENT
    )
    return int(connection.execute(query).scalar_one())


def get_organizer(connection: Connection, vault: Vault, organizer_id: int) -> Organizer | None:
    """An organizer by id, also a removed one: old entries still show their name."""
    row = connection.execute(
        select(organizers).where(organizers.c.id == organizer_id)
    ).one_or_none()
    return None if row is None else _organizer(vault, row)


def reachable_organizer_ids(
    connection: Connection, *, roles: Collection[Role] = tuple(Role)
) -> list[int]:
    """Everybody with one of `roles` who is on the team, not locked, and whom Telegram can reach."""
    query = select(organizers.c.id).where(*REACHABLE, organizers.c.role.in_(roles))
    query = query.order_by(organizers.c.id)
    return list(connection.execute(query).scalars())


def who_agrees(connection: Connection, now: datetime) -> list[int]:
    """Everybody who may agree to another's act now: who may act, is reachable, and is not new."""
    query = select(organizers.c.id).where(
        *REACHABLE, organizers.c.role.in_((Role.ORGANIZER, Role.OWNER)), ~_is_new(now)
    )
    return list(connection.execute(query.order_by(organizers.c.id)).scalars())


def who_could_agree(connection: Connection) -> list[int]:
    """Everybody who may agree now, or may again: locked ones and new ones too.

    Whoever locks the others, or asks on their first day, is not alone.
    """
    query = select(organizers.c.id).where(
        _PRESENT,
        organizers.c.unreachable_since.is_(None),
        organizers.c.role.in_((Role.ORGANIZER, Role.OWNER)),
    )
    return list(connection.execute(query.order_by(organizers.c.id)).scalars())


def is_new(connection: Connection, organizer_id: int, now: datetime) -> bool:
    """Whether their agreement does not count yet: they came in within the last day."""
    query = select(organizers.c.id).where(organizers.c.id == organizer_id, _is_new(now))
    return connection.execute(query).first() is not None


def _is_new(now: datetime) -> ColumnElement[bool]:
    return and_(organizers.c.agrees_from.is_not(None), organizers.c.agrees_from > now)


def set_unreachable(connection: Connection, organizer_id: int, now: datetime) -> bool:
    """Note that Telegram cannot reach them; True if it was not noted before."""
    statement = update(organizers).where(
        organizers.c.id == organizer_id, organizers.c.unreachable_since.is_(None)
    )
    return connection.execute(statement.values(unreachable_since=now)).rowcount == 1


def find_standing(connection: Connection, vault: Vault, telegram_id: int) -> Standing | None:
    """The standing of an account that is or was on the team; None: it never was."""
    hashes = vault.find_any(str(telegram_id))
    query = select(organizers).where(organizers.c.telegram_hash.in_(hashes))
    row = connection.execute(query).one_or_none()
    return None if row is None else Standing(row.id, row.removed_at is not None)


def can_read_everybody(connection: Connection, vault: Vault) -> bool:
    """Whether the account of everybody who is or was on the team can be decrypted."""
    secrets = connection.execute(select(organizers.c.telegram_secret)).scalars()
    try:
        return all(vault.read(secret).isdigit() for secret in secrets)
    except UnreadableSecretError:
        return False


def add_organizer(
    connection: Connection, vault: Vault, telegram_id: int, *, role: Role, now: datetime
) -> int:
    """Add a member of the team; the id. They have no name until their first message."""
    values = {**identity_of(vault, telegram_id, ""), "role": role, "joined_at": now}
    statement = insert(organizers).values(**values).returning(organizers.c.id)
    return int(connection.execute(statement).scalar_one())


def identity_of(vault: Vault, telegram_id: int, name: str) -> dict[str, object]:
    """The columns with a person's identity. Written together, so that one key wrote the row."""
    account = str(telegram_id)
    return {
        "telegram_hash": vault.find(account),
        "telegram_secret": vault.hide(account),
        "name_secret": vault.hide(name),
        "key_id": vault.key_id,
    }


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


def _member(vault: Vault, row: Row[Any]) -> Member:
    return Member(
        organizer=_organizer(vault, row),
        joined_at=row.joined_at,
        last_seen_at=row.last_seen_at,
        unreachable_since=row.unreachable_since,
        locked_at=row.locked_at,
        locked_by=row.locked_by,
    )
