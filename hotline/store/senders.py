"""Queries on senders."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, case, func, select, text, update

from hotline.domain.numbers import Number, mask
from hotline.domain.people import Sender
from hotline.store.tables import senders
from hotline.store.tables.encrypted_columns import TWO_KEYS
from hotline.vault import UnreadableSecretError, Vault


def lock_sender(connection: Connection, vault: Vault, number: Number) -> int:
    """Take the sender's advisory lock, as the intake does before it locks their row; its number.

    Who locks several takes them in the order of `Vault.lock_number`, so that nobody waits in a
    circle.
    """
    lock = vault.lock_number(number.canonical)
    connection.execute(select(func.pg_advisory_xact_lock(lock)))
    return lock


def add_sender(connection: Connection, vault: Vault, number: Number, now: datetime) -> int:
    """The sender's id. The row is added if it is missing, and is locked in both cases.

    Who adds several adds them in the order of `Vault.lock_number`.
    """
    lock = lock_sender(connection, vault, number)
    query = text(
        "SELECT sender_id FROM know_sender("
        " :hashes, :lock, :secret, :key_id, :number_kind, :country, :moment)"
    )
    parameters = {
        "hashes": vault.find_any(number.canonical),
        "lock": lock,
        "secret": vault.hide(number.canonical),
        "key_id": vault.key_id,
        "number_kind": number.kind,
        "country": number.country,
        "moment": now,
    }
    return int(connection.execute(query, parameters).scalar_one())


def find_sender_id(connection: Connection, vault: Vault, number: Number) -> int | None:
    """The id of the sender with this number; the row is locked. None: there is none."""
    query = select(senders.c.id).where(senders.c.number_hash.in_(vault.find_any(number.canonical)))
    return connection.execute(query.with_for_update()).scalar()


def is_number_of(connection: Connection, vault: Vault, sender_id: int, number: Number) -> bool:
    """Whether this is the number of that sender. Locks nothing."""
    hashes = vault.find_any(number.canonical)
    query = select(senders.c.id, senders.c.joined_to).where(senders.c.number_hash.in_(hashes))
    row = connection.execute(query).one_or_none()
    return row is not None and sender_id in (row.id, row.joined_to)


def get_sender(
    connection: Connection, vault: Vault, sender_id: int, *, lock: bool = False
) -> Sender | None:
    """The sender with this handle; None: there is none. A joined one leads to the one kept."""
    query = select(senders).where(senders.c.id == sender_id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    if row is not None and row.joined_to is not None:
        return get_sender(connection, vault, row.joined_to, lock=lock)
    return None if row is None else _sender(vault, row)


def read_number_of(connection: Connection, vault: Vault, sender_id: int) -> str | None:
    """The complete number of a sender; None: no key can decrypt it."""
    query = select(senders.c.number_secret).where(senders.c.id == sender_id)
    secret = connection.execute(query).scalar_one()
    try:
        return vault.read(secret)
    except UnreadableSecretError:
        return None


def latest_senders(connection: Connection, vault: Vault, limit: int) -> list[Sender]:
    """The senders who reached us last, the latest first."""
    has_reached_us = senders.c.texts + senders.c.calls > 0
    query = select(senders).where(has_reached_us).order_by(senders.c.last_seen_at.desc())
    return [_sender(vault, row) for row in connection.execute(query.limit(limit))]


def blocked_senders(
    connection: Connection, vault: Vault, *, limit: int, offset: int
) -> list[Sender]:
    """The blocked senders, the latest block first."""
    is_blocked = senders.c.blocked_at.is_not(None)
    query = select(senders).where(is_blocked).order_by(senders.c.blocked_at.desc(), senders.c.id)
    return [_sender(vault, row) for row in connection.execute(query.limit(limit).offset(offset))]


def count_blocked(connection: Connection) -> int:
    """How many senders are blocked."""
    query = select(func.count()).where(senders.c.blocked_at.is_not(None))
    return int(connection.execute(query).scalar_one())


def change_sender(connection: Connection, sender_id: int, **values: object) -> None:
    """Set columns of one sender."""
    connection.execute(update(senders).where(senders.c.id == sender_id).values(**values))


def keep_note(connection: Connection, vault: Vault, sender_id: int, note: str) -> None:
    """Keep the note that says why a sender was blocked."""
    keep_hidden_note(connection, sender_id, vault.hide(note), vault.key_id)


def keep_hidden_note(connection: Connection, sender_id: int, secret: bytes, key_id: str) -> None:
    """Keep a note that is encrypted already, with the key `key_id`.

    A row that two keys have written is marked so, until a rotation writes it again with one.
    """
    key = case((senders.c.key_id == key_id, senders.c.key_id), else_=TWO_KEYS)
    change_sender(connection, sender_id, block_note_secret=secret, key_id=key)


def note_answered(connection: Connection, sender_id: int, moment: datetime) -> None:
    """Note that a reply to this sender left at `moment`: they are owed none for an earlier text."""
    latest = func.greatest(senders.c.last_planned_at, moment)
    change_sender(connection, sender_id, last_planned_at=latest)


def _sender(vault: Vault, row: Row[Any]) -> Sender:
    return Sender(
        id=row.id,
        masked=mask(vault.read(row.number_secret)),
        country=row.country,
        texts=row.texts,
        calls=row.calls,
        last_seen_at=row.last_seen_at,
        blocked_at=row.blocked_at,
        blocked_until=row.blocked_until,
        blocked_by=row.blocked_by,
        block_note=_note(vault, row.block_note_secret),
        blocked_in=row.blocked_in,
        opted_out_at=row.opted_out_at,
    )


def _note(vault: Vault, secret: bytes | None) -> str | None:
    """The note; None: there is none, or no key decrypts it. The sender is shown anyway."""
    try:
        return None if secret is None else vault.read(secret)
    except UnreadableSecretError:
        return None
