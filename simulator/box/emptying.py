"""Empties the box: the hotline as on its first day, without ending `bin/run`.

The programs are stopped meanwhile. Dies half way: the next start brings up what is missing.
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
    """Only what the box brought along: never somebody's own database."""
    return owned() >= _OURS


def empty_box(database: Database, redis_url: str, renew: Callable[[], None]) -> bool:
    """True once all is new; the programs start again. False: it is not ours to empty.

    `renew` makes the networks and the clock anew.
    """
    if not may_empty():
        return False
    with paused():
        with database.transaction() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        # Connections remember the tables that are gone.
        database.engine.dispose()
        with Redis.from_url(redis_url, socket_timeout=5) as redis:
            redis.flushall()
        renew()
        migrate(os.environ, within_seconds=_MIGRATES_WITHIN_SECONDS)
    return True
