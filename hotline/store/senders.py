"""Queries on senders."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, text, update

from hotline.domain.numbers import Number, mask
from hotline.domain.people import Sender
from hotline.store.tables import senders
from hotline.vault import Vault


def add_sender(connection: Connection, vault: Vault, number: Number, now: datetime) -> int:
    """The sender's id, adding the row if it is still missing; the row is locked either way.

    The lock is taken before the second look, so that two first texts at once make one sender,
    even while processes with old and new keys overlap. No insert is tried for a known number:
    that would burn handles, and in a raid `#412` would be followed by `#20412`.
    """
    lock = vault.lock_number(number.raw)
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})
    known = find_sender_id(connection, vault, number.raw)
    if known is not None:
        return known
    values = {
        "number_hash": vault.find(number.raw),
        "number_secret": vault.hide(number.raw),
        "key_id": vault.key_id,
        "number_kind": number.kind,
        "country": number.country,
        "first_seen_at": now,
        "last_seen_at": now,
    }
    statement = insert(senders).values(**values).returning(senders.c.id)
    return int(connection.execute(statement).scalar_one())


def find_sender_id(connection: Connection, vault: Vault, number: str) -> int | None:
    """The id under which `number` is known; its row is locked."""
    query = select(senders.c.id).where(senders.c.number_hash.in_(vault.find_any(number)))
    return connection.execute(query.with_for_update()).scalar()


def get_sender(
    connection: Connection, vault: Vault, sender_id: int, *, lock: bool = False
) -> Sender | None:
    """The sender behind a handle; None if there is no such handle."""
    query = select(senders).where(senders.c.id == sender_id)
    row = connection.execute(query.with_for_update() if lock else query).one_or_none()
    return None if row is None else _sender(vault, row)


def latest_senders(connection: Connection, vault: Vault, limit: int) -> list[Sender]:
    """Who reached us last, the latest first."""
    query = select(senders).order_by(senders.c.last_seen_at.desc()).limit(limit)
    return [_sender(vault, row) for row in connection.execute(query)]


def change_sender(connection: Connection, sender_id: int, **values: object) -> None:
    """Set columns of one sender."""
    connection.execute(update(senders).where(senders.c.id == sender_id).values(**values))


def _sender(vault: Vault, row: Row[Any]) -> Sender:
    return Sender(
        id=row.id,
        masked=mask(vault.read(row.number_secret)),
        country=row.country,
        texts=row.texts,
        calls=row.calls,
        last_seen_at=row.last_seen_at,
        blocked_at=row.blocked_at,
        opted_out_at=row.opted_out_at,
    )
