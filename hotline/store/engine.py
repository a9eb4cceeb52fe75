"""The engine: how we connect to PostgreSQL, and how long we wait."""

from sqlalchemy import Engine, create_engine

_STATEMENT_TIMEOUT_MS = 4_000
_LOCK_TIMEOUT_MS = 3_000


def make_engine(url: str, *, pool_size: int = 5, process: str = "hotline") -> Engine:
    """An engine that never shows parameters in errors and never waits long.

    Time-outs are short because Twilio waits at most 15 s: after a quick 503 its retry or its
    fallback takes over, but a slow answer loses the text.
    """
    return create_engine(
        url,
        pool_size=pool_size,
        max_overflow=1,
        pool_timeout=2,
        # LIFO: idle connections grow old and close, so a restart of PostgreSQL breaks only a few.
        pool_use_lifo=True,
        hide_parameters=True,
        connect_args={
            "connect_timeout": 3,
            "application_name": f"anti-relou {process}",
            "options": (
                f"-c statement_timeout={_STATEMENT_TIMEOUT_MS} -c lock_timeout={_LOCK_TIMEOUT_MS}"
                " -c timezone=UTC"
                # Our queries are short: compiling one takes longer than running it.
                " -c jit=off"
                # A host of ours that disappears must not keep its locks for hours.
                " -c idle_in_transaction_session_timeout=15000"
                " -c tcp_keepalives_idle=15 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
            ),
            "keepalives_idle": 15,
            "keepalives_interval": 5,
            "keepalives_count": 2,
            # A PostgreSQL host that disappears is given up after 6 s, not after 15 minutes.
            "tcp_user_timeout": 6_000,
        },
    )
