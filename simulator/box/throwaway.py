"""A temporary PostgreSQL, deleted after use."""

import shutil
import signal
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil
import psycopg

from simulator.box.postgres import EmbeddedPostgres

# After a crash the data is not needed any more, so writing need not wait for the disk.
_SETTINGS = ("fsync = off", "synchronous_commit = off", "full_page_writes = off")
_ENDS_WITHIN_SECONDS = 10


@contextmanager
def throwaway_postgres(prefix: str, *settings: str) -> Iterator[str]:
    """The URL of a server that runs until the block ends.

    `prefix`: of its temporary folder's name. `settings`: more lines as in postgresql.conf.
    """
    folder = Path(tempfile.mkdtemp(prefix=prefix))
    try:
        server = EmbeddedPostgres(folder / "data")
        try:
            _hurry(server.url(), settings)
            yield server.url()
        finally:
            server.stop()
    finally:
        _end_what_began(folder / "data")
        shutil.rmtree(folder, ignore_errors=True)


def _hurry(url: str, settings: Sequence[str]) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        for setting in (*_SETTINGS, *settings):
            connection.execute(f"ALTER SYSTEM SET {setting}".encode())
        connection.execute("SELECT pg_reload_conf()")


def _end_what_began(data: Path) -> None:
    """End a server that was still starting when a signal ended us."""
    with suppress(OSError, ValueError, IndexError, psutil.Error):
        server = psutil.Process(int((data / "postmaster.pid").read_text().split()[0]))
        server.send_signal(signal.SIGQUIT)
        server.wait(_ENDS_WITHIN_SECONDS)
