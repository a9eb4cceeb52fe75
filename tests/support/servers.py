"""PostgreSQL and Redis for the tests: given by TEST_DATABASE_URL and TEST_REDIS_URL, or embedded.

DATABASE_URL and REDIS_URL are never touched: tests empty what they work on.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from simulator.box.redis import EmbeddedRedis
from simulator.box.throwaway import throwaway_postgres


@contextmanager
def postgres_url() -> Iterator[str]:
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    with throwaway_postgres("anti-relou-pg-") as url:
        yield url


@contextmanager
def redis_url() -> Iterator[str]:
    given = os.environ.get("TEST_REDIS_URL")
    if given:
        yield given
        return
    folder = Path(tempfile.mkdtemp(prefix="anti-relou-redis-"))
    server = EmbeddedRedis(folder)
    try:
        yield server.url
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
