"""Bring the schema to a revision. Safe to run twice, and from two releases at once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

from hotline.store.sessions.limited_connection import LimitedConnection

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_100_001


def migrate(engine: Engine, *, revision: str = "head") -> None:
    """Upgrade to `revision`; `base` removes everything. An advisory lock lets one run at a time.

    **Idempotent:** at `revision` already, it changes nothing.
    """
    with engine.connect() as connection, _unlimited(connection):
        # A migration of a large table takes longer than our usual time-outs allow.
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("SET lock_timeout = '60s'"))
        connection.execute(text("SET idle_in_transaction_session_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        connection.commit()
        try:
            _run(connection, revision)
            connection.commit()
        finally:
            connection.rollback()
            connection.execute(text("SELECT pg_advisory_unlock(:lock)"), {"lock": _LOCK})
            connection.execute(text("RESET statement_timeout"))
            connection.execute(text("RESET lock_timeout"))
            connection.execute(text("RESET idle_in_transaction_session_timeout"))
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


def _run(connection: Connection, revision: str) -> None:
    if revision == "base":
        command.downgrade(alembic_config(connection), revision)
    else:
        command.upgrade(alembic_config(connection), revision)
