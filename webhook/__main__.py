"""The web process: `python -m webhook`."""

import os
import resource
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels

from hotline.wiring import wire_from_environment
from webhook.port import port_problem
from webhook.server import MAIN_PID, address, processes

# Of one process, at about 10 kB each. Who is silent holds a connection, and nothing else.
_MOST_CONNECTIONS = 4_096
# Files and connections to PostgreSQL.
_OTHER_FILES = 128
# Also for the next request of a connection. The routers of platforms use theirs again for up to
# 90 s (Heroku's Router 2.0); one that we close in between is a text that comes a second time.
_HEADERS_WITHIN_MS = 100_000


def main() -> None:
    """Serve `WEB_CONCURRENCY` processes (2 by default) on `PORT` until told to stop."""
    # Once here: wrong settings then end this process, instead of every child in turn.
    wire_from_environment("web", pool_size=1).database.engine.dispose()
    host, port = address()
    problem = None if os.environ.get("SHARE_PORT") == "yes" else port_problem(host, port)
    if problem:
        sys.stderr.write(f"web: {problem}.\n")
        raise SystemExit(2)
    os.environ[MAIN_PID] = str(os.getpid())
    Granian(
        "webhook.server:serve_door",
        factory=True,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        address=host,
        port=port,
        workers=processes(),
        backpressure=_most_connections(),
        http1_settings=HTTP1Settings(header_read_timeout=_HEADERS_WITHIN_MS),
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


def _most_connections() -> int:
    """As many as the system lets a process have files, which is asked for here."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST_CONNECTIONS + _OTHER_FILES
    if soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return min(_MOST_CONNECTIONS, soft - _OTHER_FILES)


if __name__ == "__main__":
    main()
