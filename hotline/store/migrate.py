"""Bring the schema to a revision. Safe to run twice, and from two releases at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine, text

_FOLDER = Path(__file__).parent / "migrations"
_LOCK = 7_100_001


def migrate(engine: Engine, *, revision: str = "head") -> None:
    """Upgrade to `revision`; `base` removes everything. An advisory lock lets one run at a time.

    **Idempotent:** at `revision` already, it changes nothing.
    """
    with engine.connect() as connection:
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
