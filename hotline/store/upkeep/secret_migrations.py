"""Which changes of encrypted rows were made already."""

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import secret_migrations


def is_done(connection: Connection, name: str) -> bool:
    """Whether this change was made in this store."""
    query = select(secret_migrations.c.name).where(secret_migrations.c.name == name)
    return connection.execute(query).first() is not None


def note_done(connection: Connection, name: str) -> None:
    """Note that this change was made."""
    connection.execute(insert(secret_migrations).values(name=name).on_conflict_do_nothing())
