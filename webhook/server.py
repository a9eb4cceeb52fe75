"""The server's entry point: granian calls `serve_door` once in each of its processes."""

import logging
import os
import signal
import threading
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException

from sqlalchemy.exc import SQLAlchemyError

from hotline.store.database import Database
from hotline.usecases.checkups.record_heartbeat import record_heartbeat
from hotline.wiring import utc_now, wire, wire_from_environment
from webhook.app import create_app
from webhook.door import Door

_BEAT_SECONDS = 10
_ANSWER_SECONDS = 5
_LOOK_SECONDS, _ENDS_WITHIN_SECONDS = 1, 10

# The main process names itself to its children: it may be gone before they have begun.
MAIN_PID = "ANTI_RELOU_MAIN_PID"

log = logging.getLogger(__name__)


def serve_door() -> Door:
    """The application behind its door, with a thread that records its heartbeat."""
    # Two connections: what else waits must never keep texts waiting. Small plans of PostgreSQL
    # allow 20, and during a deploy two formations of web, worker and bot overlap.
    hotline = wire_from_environment("web", pool_size=1)
    intake = wire(hotline.settings, process="web", pool_size=1).database
    threading.Thread(target=_beat, args=(hotline.database,), daemon=True, name="heartbeat").start()
    main = int(os.environ[MAIN_PID])
    threading.Thread(target=_end_after, args=(main,), daemon=True, name="main watch").start()
    return Door(create_app(hotline, intake=intake))


def address() -> tuple[str, int]:
    """(HOST, PORT), where the web listens. The platform's router is outside."""
    return os.environ.get("HOST", "0.0.0.0"), int(os.environ.get("PORT") or 8000)  # noqa: S104


def processes() -> int:
    """How many processes one web has: `WEB_CONCURRENCY`, 2 by default."""
    return int(os.environ.get("WEB_CONCURRENCY") or 2)


def _end_after(main: int) -> None:
    """End this process once the main one is gone.

    A main process that was killed cannot end its children, and the port is theirs: the next web
    would find it taken.
    """
    waiting = threading.Event()
    while os.getppid() == main:
        waiting.wait(_LOOK_SECONDS)
    log.warning("the main process is gone: this one ends too")
    os.kill(os.getpid(), signal.SIGTERM)
    waiting.wait(_ENDS_WITHIN_SECONDS)
    os._exit(1)


def _beat(database: Database) -> None:
    waiting, (host, port) = threading.Event(), address()
    while True:
        # A thread beside a server that hangs would beat on: the server itself must answer.
        wait = _BEAT_SECONDS if answers(host, port) else 1
        if wait > 1:
            try:
                record_heartbeat("web", database=database, now=utc_now())
            except SQLAlchemyError:
                log.warning("PostgreSQL is away: no heartbeat, and inbounds are answered 503")
        waiting.wait(wait)


def answers(host: str, port: int) -> bool:
    """Whether the web says at its own door that texts are kept, within 5 s."""
    inside = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104
    connection = HTTPConnection(inside, port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        answer.read()
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
    return answer.status == HTTPStatus.OK
