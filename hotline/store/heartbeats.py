"""Heartbeats: when each part of the hotline last showed that it works."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import heartbeats


def beat(connection: Connection, name: str, now: datetime) -> None:
    """Note that `name` works now."""
    statement = insert(heartbeats).values(name=name, beaten_at=now)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[heartbeats.c.name], set_={"beaten_at": now})
    )


def forget_beat(connection: Connection, name: str) -> None:
    """Delete the heartbeat of `name`, so that its work counts as never done, and is due."""
    connection.execute(delete(heartbeats).where(heartbeats.c.name == name))


def read_ages(connection: Connection, now: datetime) -> dict[str, timedelta]:
    """{name: time since its last heartbeat}; without parts that never had one."""
    rows = connection.execute(select(heartbeats.c.name, heartbeats.c.beaten_at))
    return {row.name: max(now - row.beaten_at, timedelta(0)) for row in rows}


def last_beat(connection: Connection, name: str) -> datetime | None:
    """When `name` had its last heartbeat; None: never."""
    query = select(heartbeats.c.beaten_at).where(heartbeats.c.name == name)
    return connection.execute(query).scalar()
