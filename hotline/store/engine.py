"""The engine: how we connect to PostgreSQL, and how long we wait."""

from typing import Any

from psycopg.errors import ReadOnlySqlTransaction
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection

from hotline.store.sessions.limited_connection import LimitedConnection
from hotline.store.sessions.patient_pool import PatientPool

_STATEMENT_TIMEOUT_MS = 4_000
_LOCK_TIMEOUT_MS = 3_000
# Set once connected: a pooler such as PgBouncer refuses them among the start-up parameters.
_SESSION = (
    f"SET statement_timeout = {_STATEMENT_TIMEOUT_MS}; SET lock_timeout = {_LOCK_TIMEOUT_MS};"
    " SET timezone = 'UTC';"
    # Our queries are short: compiling one takes longer than running it.
    " SET jit = off;"
    # A host of ours that disappears must not keep its locks for hours.
    " SET idle_in_transaction_session_timeout = 15000;"
    " SET tcp_keepalives_idle = 15; SET tcp_keepalives_interval = 5; SET tcp_keepalives_count = 3"
)


def make_engine(url: str, *, pool_size: int = 5, process: str = "hotline") -> Engine:
    """An engine that never shows parameters in errors, never waits long, and heals by itself.

    It holds `pool_size` connections at most. Time-outs are short because Twilio waits at most 15 s:
    after a quick 503 its retry or its fallback takes over, but a slow answer loses the text.
    """
    engine = create_engine(
        url,
        poolclass=PatientPool,
        pool_size=pool_size,
        max_overflow=0,
        pool_timeout=2,
        # LIFO: idle connections grow old and close, so a restart of PostgreSQL breaks only a few.
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 3,
            "application_name": f"anti-relou {process}",
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 2,
            # A PostgreSQL host that disappears is given up after 6 s, not after 15 minutes.
            "tcp_user_timeout": 6_000,
        },
    )
    event.listen(engine, "do_connect", _connect)
    event.listen(engine, "connect", _set_session)
    event.listen(engine, "handle_error", _throw_away_read_only)
    return engine


def _connect(
    _dialect: object, _record: object, arguments: list[str], named: dict[str, Any]
) -> LimitedConnection:
    return LimitedConnection.connect(*arguments, **named)


def _set_session(connection: DBAPIConnection, _record: object) -> None:
    connection.autocommit = True
    connection.cursor().execute(_SESSION)
    connection.autocommit = False


def _throw_away_read_only(context: ExceptionContext) -> None:
    """After a failover the sessions of the former server stay, and can only read."""
    if isinstance(context.original_exception, ReadOnlySqlTransaction):
        context.is_disconnect = True
