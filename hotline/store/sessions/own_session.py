"""Whether a session of PostgreSQL is ours for as long as its connection lives.

A pooler in transaction mode (PgBouncer, and the "pooled" address of many platforms) gives each
transaction whichever server session is free. Advisory locks, time-outs and prepared statements then
belong to somebody else: two bots poll at once, two schedulers run.
"""

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import OperationalError

_ROUNDS = 3
# date_bin(), on which the watch stands, is of PostgreSQL 14.
_OLDEST_SERVER = 140_000


def session_problem(engine: Engine) -> str | None:
    """Why this database cannot be used by this address; None: it can. Takes two connections."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as one:
        version = int(one.execute(text("SHOW server_version_num")).scalar_one())
        if version < _OLDEST_SERVER:
            return f"DATABASE_URL is PostgreSQL {version // 10_000}: 14 or newer is needed"
        encoding = one.execute(text("SHOW server_encoding")).scalar_one()
        if encoding != "UTF8":
            return f"DATABASE_URL is a database in {encoding}: make one in UTF8"
        if _is_shared(engine, one):
            return (
                "DATABASE_URL leads to a pooler in transaction mode, such as PgBouncer, which mixes"
                " the sessions of several programs: use the direct address of PostgreSQL, or a"
                " pooler in session mode"
            )
    return None


def _is_shared(engine: Engine, one: Connection) -> bool:
    """Whether two open connections are, or one connection becomes, the same server process."""
    # Beside our own pool, which may hold a single connection.
    beside = create_engine(engine.url, pool=engine.pool.recreate())
    try:
        with beside.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
            pairs = [(_process(one), _process(other)) for _ in range(_ROUNDS)]
    except OperationalError:
        # Only one connection can be had: nothing is known.
        return False
    finally:
        beside.dispose()
    return any(a == b for a, b in pairs) or len(set(pairs)) > 1


def _process(connection: Connection) -> int:
    return int(connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
