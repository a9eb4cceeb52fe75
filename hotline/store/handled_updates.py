"""Handled updates of Telegram, so that a redelivered update is not acted on twice."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import handled_updates


def was_handled(connection: Connection, update_id: int) -> bool:
    """Whether this update is marked."""
    query = select(handled_updates.c.update_id).where(handled_updates.c.update_id == update_id)
    return connection.execute(query).first() is not None


def mark_handled(connection: Connection, update_id: int, now: datetime) -> None:
    """Mark an update as handled. **Idempotent.**"""
    statement = insert(handled_updates).values(update_id=update_id, handled_at=now)
    connection.execute(statement.on_conflict_do_nothing())


def forget_handled(connection: Connection, now: datetime, *, older_than: timedelta) -> None:
    """Delete old marks. Telegram keeps an update for 24 hours, so older ones are useless."""
    connection.execute(
        delete(handled_updates).where(handled_updates.c.handled_at < now - older_than)
    )
