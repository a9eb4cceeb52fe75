"""Queries on previews: a reply text that is sent to an organizer's own phone."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from hotline.store.tables import previews, reply_texts
from hotline.vault import Vault


@dataclass(frozen=True)
class Preview:
    """A preview that this worker has taken, and sends at most once."""

    id: int
    organizer_id: int
    body: str = field(repr=False)
    number: str = field(repr=False)
    line: str
    cost_micros: int
    day: date
    created_at: datetime


def add_preview(connection: Connection, vault: Vault, number: str, **values: Any) -> None:
    """Add a preview for the next worker to send. The number is kept encrypted until then."""
    secret = {"number_secret": vault.hide(number), "key_id": vault.key_id}
    connection.execute(insert(previews).values(**secret, **values))


def count_previews(connection: Connection, day: date) -> int:
    """How many previews were asked for on a day of the hotline."""
    query = select(func.count()).where(previews.c.day == day)
    return int(connection.execute(query).scalar_one())


def has_previews(connection: Connection) -> bool:
    """Whether any preview waits."""
    return connection.execute(select(previews.c.id).where(_WAITS).limit(1)).first() is not None


def take_preview(connection: Connection, vault: Vault, now: datetime) -> Preview | None:
    """Take the oldest waiting preview; None: none waits. Its number is deleted with the commit.

    **On a crash** after the commit it is not sent: better no preview than two.
    """
    query = (
        select(previews, reply_texts.c.body)
        .join(reply_texts, reply_texts.c.id == previews.c.text_id)
        .where(_WAITS)
        .order_by(previews.c.id)
        .limit(1)
        .with_for_update(of=previews, skip_locked=True)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    statement = update(previews).where(previews.c.id == row.id)
    connection.execute(statement.values(taken_at=now, number_secret=None))
    return Preview(
        row.id,
        row.organizer_id,
        row.body,
        vault.read(row.number_secret),
        row.line,
        row.cost_micros,
        row.day,
        row.created_at,
    )


def note_sid(connection: Connection, preview_id: int, sid: str) -> None:
    """Keep the sid of its message, so that a look-up does not take it for a lost reply."""
    statement = update(previews).where(previews.c.id == preview_id)
    connection.execute(statement.values(provider_sid=sid))


_WAITS = previews.c.taken_at.is_(None)
