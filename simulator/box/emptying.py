"""Empties the box: the hotline is as on its first day, and `bin/run` goes on.

The programs are stopped while it is emptied. **On a crash** the next start of the box ends the
pause and creates the tables that are missing.
"""

import os
from collections.abc import Callable

from redis import Redis
from sqlalchemy import text

from hotline.store.database import Database
from simulator.box.environment import owned
from simulator.box.migrating import migrate
from simulator.box.supervisor import paused

_OURS = {"DATABASE_URL", "REDIS_URL"}
_MIGRATES_WITHIN_SECONDS = 120


def may_empty() -> bool:
    """Whether the box started both PostgreSQL and Redis: somebody's own are never emptied."""
    return owned() >= _OURS


def empty_box(database: Database, redis_url: str, renew: Callable[[], None]) -> bool:
    """Delete all data and start the programs again. False: `may_empty` forbids it.

    `renew` replaces the networks by new ones and resets the clock.
    """
    if not may_empty():
        return False
    with paused():
        with database.transaction() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        # Open connections still have plans for the deleted tables.
        database.engine.dispose()
        with Redis.from_url(redis_url, socket_timeout=5) as redis:
            redis.flushall()
        renew()
        migrate(os.environ, within_seconds=_MIGRATES_WITHIN_SECONDS)
    return True
