"""The RQ worker, which outlives any outage of Redis."""

import logging
import signal
import threading
import uuid

from redis.exceptions import RedisError
from rq import SimpleWorker

from hotline.wiring import Hotline
from worker.queue import SERIALIZER, connect, make_queue

log = logging.getLogger(__name__)

_WAIT_SECONDS = 2.0


class PatientWorker(SimpleWorker):
    """A worker without child processes. While Redis is away, it asks for it every few seconds."""

    max_connection_wait_time = 4.0

    @property
    def was_asked_to_stop(self) -> bool:
        """Whether a signal ended the work, rather than an outage."""
        return self._shutdown_requested_date is not None


def run_worker(hotline: Hotline) -> None:
    """Do jobs until SIGTERM or SIGINT; start again after every outage of Redis."""
    stopping = threading.Event()
    while not stopping.is_set():
        # RQ's own handlers are in force while it works; between two runs, these are.
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopping.set())
        if _work_once(hotline):
            return
        stopping.wait(_WAIT_SECONDS)


def _work_once(hotline: Hotline) -> bool:
    """Work until a stop or an outage. True if it was told to stop."""
    # No time-out on the socket: RQ sets one that fits its blocking wait.
    connection = connect(hotline, socket_timeout=None)
    worker: PatientWorker | None = None
    try:
        worker = PatientWorker(
            [make_queue(connection)],
            name=f"worker-{uuid.uuid4().hex[:12]}",
            connection=connection,
            serializer=SERIALIZER,
            log_job_description=False,
            worker_ttl=60,
            maintenance_interval=60,
        )
        worker.work(logging_level="WARNING")
    except RedisError:
        log.warning("Redis is away")
    finally:
        connection.close()
    return worker is not None and worker.was_asked_to_stop
