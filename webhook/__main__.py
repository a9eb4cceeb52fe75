"""The web process: `python -m webhook`."""

import os

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

from hotline.wiring import wire_from_environment
from webhook.server import THREADS


def main() -> None:
    """Serve `WEB_CONCURRENCY` processes (2 by default) on `PORT` until told to stop."""
    # Once here: wrong settings then end this process, instead of every child in turn.
    wire_from_environment("web").database.engine.dispose()
    Granian(
        "webhook.server:serve_app",
        factory=True,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        address=os.environ.get("HOST", "0.0.0.0"),  # noqa: S104  (the platform's router is outside)
        port=int(os.environ.get("PORT") or 8000),
        workers=int(os.environ.get("WEB_CONCURRENCY") or 2),
        blocking_threads=THREADS,
        backpressure=256,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
