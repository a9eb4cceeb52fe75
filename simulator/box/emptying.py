"""Empties the box: the hotline as on its first day, without ending `bin/run`.

The programs are stopped meanwhile. Dies half way: the next start brings up what is missing.
"""

import os
import subprocess
import sys
from collections.abc import Callable

from redis import Redis
from sqlalchemy import text

from hotline.store.database import Database
from simulator.box.environment import OWN
from simulator.box.keeper import paused
from simulator.box.state import ROOT

_OURS = {"DATABASE_URL", "REDIS_URL"}


def may_empty() -> bool:
    """Only what the box brought along: never somebody's own database."""
    return set(os.environ.get(OWN, "").split(",")) >= _OURS


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
        migration = [sys.executable, "-m", "hotline", "migrate"]
        subprocess.run(migration, env=os.environ, cwd=ROOT, check=True, timeout=120)
    return True
