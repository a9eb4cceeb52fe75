"""The web process: `python -m webhook`."""

import os
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from hotline.wiring import wire_from_environment
from webhook.port import port_problem
from webhook.server import THREADS, address, processes


def main() -> None:
    """Serve `WEB_CONCURRENCY` processes (2 by default) on `PORT` until told to stop."""
    # Once here: wrong settings then end this process, instead of every child in turn.
    wire_from_environment("web", pool_size=1).database.engine.dispose()
    host, port = address()
    problem = None if os.environ.get("SHARE_PORT") == "yes" else port_problem(host, port)
    if problem:
        sys.stderr.write(f"web: {problem}.\n")
        raise SystemExit(2)
    Granian(
        "webhook.server:serve_app",
        factory=True,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        address=host,
        port=port,
        workers=processes(),
        blocking_threads=THREADS,
        backpressure=256,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
