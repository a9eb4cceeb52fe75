"""The server's entry point: granian calls `serve_app` once in each of its processes."""

import logging
import os
import threading

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from hotline.store.database import Database
from hotline.usecases.checkups.record_heartbeat import record_heartbeat
from hotline.wiring import utc_now, wire_from_environment
from webhook.app import create_app

_BEAT_SECONDS = 10
# Requests that one process handles at once.
THREADS = 4
# Of all processes of one web: small plans of PostgreSQL allow 20, and during a deploy two
# formations of web, worker and bot overlap.
_CONNECTIONS = 4

log = logging.getLogger(__name__)


def serve_app() -> Flask:
    """The application, with a thread that records its heartbeat."""
    hotline = wire_from_environment("web", pool_size=max(1, _CONNECTIONS // processes()))
    threading.Thread(target=_beat, args=(hotline.database,), daemon=True, name="heartbeat").start()
    return create_app(hotline)


def processes() -> int:
    """How many processes one web has: `WEB_CONCURRENCY`, 2 by default."""
    return int(os.environ.get("WEB_CONCURRENCY") or 2)


def _beat(database: Database) -> None:
    waiting = threading.Event()
    while True:
        try:
            record_heartbeat("web", database=database, now=utc_now())
        except SQLAlchemyError:
            log.warning("PostgreSQL is away: no heartbeat, and inbounds are answered 503")
        waiting.wait(_BEAT_SECONDS)
