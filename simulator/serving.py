"""A real HTTP server on loopback for a Flask application, with threads."""

import random
import socket
import threading
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, abort, request
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

from simulator.clock import unix_now


class _QuietHandler(WSGIRequestHandler):
    """Logs nothing: request lines hold tokens and numbers."""

    def log(self, type: str, message: str, *args: Any) -> None:  # noqa: A002
        """Log nothing."""

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The `Date` of an answer, by the box's clock: the check-up compares clocks by it."""
        return super().date_time_string(unix_now() if timestamp is None else timestamp)


class Served:
    """Serves `app` on 127.0.0.1 until stopped; `port` 0 takes a free port."""

    def __init__(self, app: Flask, *, port: int = 0) -> None:
        self.app = app
        self._server: BaseWSGIServer = make_server(
            "127.0.0.1", port, app, threaded=True, request_handler=_QuietHandler
        )
        self._server.daemon_threads = True  # type: ignore[attr-defined]
        self._thread = threading.Thread(
            target=self._server.serve_forever, args=(0.05,), daemon=True
        )

    @property
    def url(self) -> str:
        """The address on which it listens."""
        return f"http://127.0.0.1:{self._server.server_port}"

    def start(self) -> "Served":
        """Start to answer."""
        self._thread.start()
        return self

    def replace(self, app: Flask) -> None:
        """Serve another application at the same address, from the next request on."""
        self.app = self._server.app = app

    def stop(self) -> None:
        """Stop. Requests under way, such as long polls, are not waited for."""
        self._server.shutdown()
        self._server.server_close()


def guard(app: Flask, *, under: str = "/") -> None:
    """Refuse requests that another site's page makes a browser send to this machine's ports."""

    @app.before_request
    def is_ours() -> None:
        if not request.path.startswith(under):
            return
        if request.host.partition(":")[0] not in ("127.0.0.1", "localhost"):
            abort(403)
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            abort(403)


def cut_connection() -> None:
    """Close the connection of the current request without an answer."""
    connection: socket.socket = request.environ["werkzeug.socket"]
    connection.shutdown(socket.SHUT_RDWR)


# Linux gives clients 32768 and up, macOS 49152 and up.
_NOT_FOR_CLIENTS, _TRIES = range(20_000, 32_000), 20


def free_port(preferred: int = 0) -> int:
    """`preferred` if no process listens there, otherwise any free port. Raises OSError.

    None of those that the system gives to clients: one of them might have it before it is used.
    """
    others = random.sample(_NOT_FOR_CLIENTS, _TRIES)
    for port in (*([preferred] if preferred else []), *others, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port")
