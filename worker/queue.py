"""The queue on Redis. It carries ids only, and may be wiped at any moment."""

from datetime import timedelta
from functools import partial

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job, JobStatus
from rq.utils import now as rq_now

from hotline.wiring import Hotline

NAME = "hotline"
SERIALIZER = "json"
# A failed job is only logged; its row in PostgreSQL decides what comes next.
_FAILURE_TTL_SECONDS = 3600
# A send waits for Twilio 30 s at most.
_JOB_TIMEOUT_SECONDS = 120


def connect(hotline: Hotline, *, socket_timeout: float | None = 5) -> Redis:
    """Redis, with time-outs in seconds: it is sometimes away, and nobody may hang on it."""
    return Redis.from_url(
        hotline.settings.redis_url,
        socket_connect_timeout=3,
        socket_timeout=socket_timeout,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 1),
    )


def make_queue(connection: Redis) -> Queue:
    """The one queue. JSON: with pickle, anyone who can write to Redis could run code here."""
    return Queue(NAME, connection=connection, serializer=SERIALIZER)


def enqueue(
    queue: Queue,
    job: str,
    *arguments: int,
    job_id: str,
    at_front: bool = False,
    timeout_seconds: int = _JOB_TIMEOUT_SECONDS,
) -> bool:
    """True if it was enqueued; False if a job with this id already waits or runs."""
    add = partial(
        queue.enqueue,
        f"worker.jobs.{job}",
        args=arguments,
        job_id=job_id,
        unique=True,
        at_front=at_front,
        # Without a description RQ would store and log the call with its arguments.
        description=job,
        result_ttl=0,
        failure_ttl=_FAILURE_TTL_SECONDS,
        job_timeout=timeout_seconds,
    )
    try:
        add()
    except DuplicateJobError:
        if not _clear_away(queue, job_id):
            return False
        add()
    return True


def _clear_away(queue: Queue, job_id: str) -> bool:
    """Delete a job that failed, or whose worker died in it. True if the id is then free.

    RQ keeps the id of such a job for as long as its hash lives; the reply would wait for that.
    """
    try:
        job = Job.fetch(job_id, connection=queue.connection, serializer=SERIALIZER)
    except NoSuchJobError:
        return True
    status = job.get_status()
    if status == JobStatus.QUEUED or (status == JobStatus.STARTED and not _is_overdue(job)):
        return False
    job.delete()
    return True


def _is_overdue(job: Job) -> bool:
    if job.started_at is None:
        return True
    limit = float(job.timeout or _JOB_TIMEOUT_SECONDS)
    return rq_now() - job.started_at > timedelta(seconds=limit + 10)
