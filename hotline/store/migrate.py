"""Bring the schema to a revision. Safe to run twice, and from two releases at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from psycopg.errors import LockNotAvailable
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import OperationalError

from hotline.store.sessions.limited_connection import LimitedConnection

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_100_001
_TRIES = 40


def migrate(engine: Engine, *, revision: str = "head") -> None:
    """Upgrade to `revision`; `base` removes everything. An advisory lock lets one run at a time.

    **Idempotent:** at `revision` already, it changes nothing.
    """
    with engine.connect() as connection, _unlimited(connection):
        # A migration of a large table takes longer than our usual time-outs allow.
        connection.execute(text("SET statement_timeout = 0"))
        # Whatever waits behind our lock waits as long as we do: texts, above all.
        connection.execute(text("SET lock_timeout = '2s'"))
        connection.execute(text("SET idle_in_transaction_session_timeout = 0"))
        connection.commit()
        _wait_for_turn(connection)
        try:
            _run_patiently(connection, revision)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.execute(text("RESET statement_timeout"))
            connection.execute(text("RESET lock_timeout"))
            connection.execute(text("RESET idle_in_transaction_session_timeout"))
            connection.commit()


def _wait_for_turn(connection: Connection) -> None:
    """Take the advisory lock. It is asked for, not waited for.

    Whoever waits in a statement has a snapshot, and an index that is made concurrently waits for
    all who have one: two would wait for each other.
    """
    query = text("SELECT pg_try_advisory_lock(:lock)")
    while not connection.execute(query, {"lock": _LOCK}).scalar_one():
        connection.commit()
        connection.execute(text("SELECT pg_sleep(0.5)"))
        connection.commit()
    connection.commit()


@contextmanager
def _unlimited(connection: Connection) -> Iterator[None]:
    """Wait for the server as long as it takes."""
    session = cast(LimitedConnection, connection.connection.driver_connection)
    before, session.answers_within = session.answers_within, None
    try:
        yield
    finally:
        session.answers_within = before


def alembic_config(connection: Connection) -> Config:
    """Alembic's configuration for `connection`."""
    config = Config()
    config.set_main_option("script_location", str(_FOLDER))
    config.attributes["connection"] = connection
    return config


def _run_patiently(connection: Connection, revision: str) -> None:
    """Run; where somebody reads a table for long, let go, and try again for two minutes."""
    for one_try in range(_TRIES):
        try:
            _run(connection, revision)
        except OperationalError as error:
            connection.rollback()
            if not isinstance(error.orig, LockNotAvailable) or one_try + 1 == _TRIES:
                raise
            connection.execute(text("SELECT pg_sleep(1)"))
        else:
            return


def _run(connection: Connection, revision: str) -> None:
    if revision == "base":
        command.downgrade(alembic_config(connection), revision)
    else:
        command.upgrade(alembic_config(connection), revision)
