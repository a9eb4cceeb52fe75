"""The server's entry point: granian calls `serve_app` once in each of its processes."""

import logging
import threading

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from hotline.store.database import Database
from hotline.usecases.checkups.record_heartbeat import record_heartbeat
from hotline.wiring import utc_now, wire_from_environment
from webhook.app import create_app

_BEAT_SECONDS = 10
# Requests that one process handles at once, and as many connections: none waits for one.
THREADS = 4

log = logging.getLogger(__name__)


def serve_app() -> Flask:
    """The application, with a thread that records its heartbeat."""
    hotline = wire_from_environment("web", pool_size=THREADS)
    threading.Thread(target=_beat, args=(hotline.database,), daemon=True, name="heartbeat").start()
    return create_app(hotline)


def _beat(database: Database) -> None:
    waiting = threading.Event()
    while True:
        try:
            record_heartbeat("web", database=database, now=utc_now())
        except SQLAlchemyError:
            log.warning("PostgreSQL is away: no heartbeat, and inbounds are answered 503")
        waiting.wait(_BEAT_SECONDS)
