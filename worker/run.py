"""The RQ worker, which outlives any outage of Redis, and does our own jobs only."""

import logging
import threading
import uuid
from typing import Any

from redis.exceptions import RedisError
from rq import Queue, SimpleWorker
from rq.exceptions import StopRequested
from rq.job import Job
from rq.utils import now as rq_now

from hotline.gateways.redis_problems import name_problem, sentence_of
from hotline.stop_signals import StopSignals
from hotline.wiring import Hotline
from worker.own_jobs import CheckedJob, CheckedQueue, name_of_job
from worker.queue import SERIALIZER, clear_wrong_kinds, connect, make_queue
from worker.work_report import WorkReport

log = logging.getLogger(__name__)

_WAIT_SECONDS = 2.0


class CheckedWorker(SimpleWorker):
    """A worker without child processes. While Redis is away, it asks for it every few seconds.

    It takes no orders from Redis: neither a suspension nor a command.
    """

    job_class = CheckedJob
    queue_class = CheckedQueue
    max_connection_wait_time = 4.0

    def check_for_suspension(self, burst: bool) -> None:
        """Nothing: only organizers suspend, and in PostgreSQL."""

    def subscribe(self) -> None:
        """Nothing: no command comes by Redis."""

    def _install_signal_handlers(self) -> None:
        """Nothing: the signals are taken in `run_worker`."""

    def __init__(self, *args: Any, report: WorkReport, **more: Any) -> None:
        super().__init__(*args, **more)
        self._report = report

    def perform_job(self, job: Job, queue: Queue) -> bool:
        """Do the job, and report what became of it."""
        is_done = super().perform_job(job, queue)
        if is_done:
            self._report.worked(name_of_job(job))
        return is_done

    def handle_exception(self, job: Job, *exc_info: Any) -> None:
        """Log the failure, and report it by the job's name."""
        super().handle_exception(job, *exc_info)
        self._report.failed(name_of_job(job), exc_info[1])

    def stop(self) -> None:
        """Stop once the job under way is done. If there is none, raises StopRequested."""
        self._shutdown_requested_date = rq_now()
        self._shutdown()  # type: ignore[no-untyped-call]  # RQ's own way


def run_worker(hotline: Hotline) -> None:
    """Do jobs until SIGTERM or SIGINT; start again after every outage of Redis."""
    stopping = threading.Event()
    at_work: list[CheckedWorker] = []

    def stop() -> None:
        stopping.set()
        for worker in at_work:
            worker.stop()

    StopSignals(stop).listen()
    told: str | None = None
    while not stopping.is_set():
        problem = _work_once(hotline, at_work)
        if problem not in (None, told):
            log.warning("%s", problem)
        told = problem
        stopping.wait(_WAIT_SECONDS)


def _work_once(hotline: Hotline, at_work: list[CheckedWorker]) -> str | None:
    """Work until a stop or an outage; what is wrong with Redis then, in a sentence.

    While it works, the worker is in `at_work`.
    """
    # No time-out on the socket: RQ sets one that fits its blocking wait.
    connection = connect(hotline, socket_timeout=None)
    try:
        clear_wrong_kinds(connection)
        worker = CheckedWorker(
            [make_queue(connection)],
            name=f"worker-{uuid.uuid4().hex[:12]}",
            connection=connection,
            serializer=SERIALIZER,
            report=WorkReport(hotline.database),
            log_job_description=False,
            worker_ttl=60,
            maintenance_interval=60,
        )
        at_work.append(worker)
        worker.work(logging_level="WARNING")
    except StopRequested:
        pass
    except RedisError as error:
        return sentence_of(name_problem(error, hotline.settings.redis_url))
    finally:
        at_work.clear()
        connection.close()
    return None
