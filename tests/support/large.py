"""Many rows at once, how many of them a look reads, and a database with little patience."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, event, text

from hotline.settings import database_url
from hotline.store.database import Database
from hotline.store.engine import make_engine
from hotline.vault import Vault

# Shorter than any wait for a lock, and longer than any look at a small store.
_PATIENCE_MS = 300


def add_texts(database: Database, count: int, *, vault: Vault | None = None) -> None:
    """Texts of one sender, all with the same words; `vault`: who wrote them."""
    vault = vault or database.vault
    with database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO inbounds (provider_sid, kind, line, body_secret, key_id, segments,"
                " media, received_at) SELECT gen_random_uuid(), 'sms', '', :secret, :key, 1, 0,"
                " now() FROM generate_series(1, :count)"
            ),
            {"secret": vault.hide("salut"), "key": vault.key_id, "count": count},
        )
        # Without statistics, PostgreSQL takes every table for small.
        connection.execute(text("ANALYZE inbounds"))


class RowsRead:
    """How many rows of a table this transaction has read since then."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        # PostgreSQL counts for the session, and hands it on now and then.
        self._before = self._read()

    def __call__(self, table: str) -> int:
        return self._read().get(table, 0) - self._before.get(table, 0)

    def _read(self) -> dict[str, int]:
        query = text(
            "SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0)"
            " FROM pg_stat_xact_user_tables"
        )
        return {name: int(count) for name, count in self._connection.execute(query)}


@contextmanager
def impatient(database: Database) -> Iterator[Database]:
    """The same store, where a statement is given up after 0.3 s instead of 4 s."""
    url = database.engine.url.render_as_string(hide_password=False)
    engine = make_engine(database_url(url))

    @event.listens_for(engine, "checkout")
    def set_patience(connection, _record, _proxy):
        connection.execute(f"SET statement_timeout = {_PATIENCE_MS}")
        connection.commit()

    try:
        yield Database(engine, database.vault)
    finally:
        engine.dispose()


@contextmanager
def unreadable(database: Database, table: str) -> Iterator[None]:
    """While this lasts, whoever reads the table waits until their patience ends."""
    with database.engine.begin() as connection:
        connection.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))
        yield
