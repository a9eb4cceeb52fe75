"""A PostgreSQL of one's own, that is worth nothing afterwards."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from simulator.box.postgres import EmbeddedPostgres

# Who is cut off begins anew: nobody need wait for the disk.
_SETTINGS = ("fsync = off", "synchronous_commit = off")


@contextmanager
def throwaway_postgres(prefix: str) -> Iterator[str]:
    """Its URL, until the block ends. `prefix`: of its temporary folder's name."""
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    server = EmbeddedPostgres(folder / "data")
    with psycopg.connect(server.url(), autocommit=True) as connection:
        for setting in _SETTINGS:
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")
    try:
        yield server.url()
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)
