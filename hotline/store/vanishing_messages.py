"""Queries on vanishing messages: the bot deletes them from an organizer's chat."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, delete, select, update
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import vanishing_messages as messages


@dataclass(frozen=True)
class Vanishing:
    """A message that is due to vanish."""

    organizer_id: int
    message_id: int


def add_vanishing(connection: Connection, organizer_id: int, message_id: int, at: datetime) -> None:
    """Let a message vanish at `at`. **Idempotent:** a second call changes nothing."""
    values = {"organizer_id": organizer_id, "message_id": message_id, "vanishes_at": at}
    connection.execute(insert(messages).values(**values).on_conflict_do_nothing())


def due_to_vanish(connection: Connection, now: datetime) -> list[Vanishing]:
    """The messages that are due to vanish."""
    query = select(messages).where(messages.c.vanishes_at <= now)
    return [Vanishing(row.organizer_id, row.message_id) for row in connection.execute(query)]


def forget_vanishing(connection: Connection, message: Vanishing) -> None:
    """Forget a message: it is deleted, or can never be deleted."""
    connection.execute(delete(messages).where(*_is(message)))


def put_off_vanishing(
    connection: Connection, message: Vanishing, now: datetime, *, wait: timedelta
) -> None:
    """Try again after `wait`, because Telegram was unreachable."""
    statement = update(messages).where(*_is(message))
    connection.execute(statement.values(vanishes_at=now + wait))


def _is(message: Vanishing) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return (
        messages.c.organizer_id == message.organizer_id,
        messages.c.message_id == message.message_id,
    )
