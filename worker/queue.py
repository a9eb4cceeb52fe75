"""The queue on Redis. It carries ids only; anything may be left in it, or nothing."""

from datetime import timedelta

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ResponseError
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError, NoSuchJobError
from rq.job import Job, JobStatus
from rq.utils import as_text
from rq.utils import now as rq_now

from hotline.wiring import Hotline
from worker.own_jobs import FAILURE_TTL_SECONDS, NAME, OWN_JOBS, CheckedJob, CheckedQueue

SERIALIZER = "json"


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
    return CheckedQueue(NAME, connection=connection, serializer=SERIALIZER)


def enqueue(queue: Queue, job: str, *arguments: int, job_id: str, at_front: bool = False) -> bool:
    """True if it was enqueued; False if a job with this id already waits or runs."""
    try:
        _add(queue, job, arguments, job_id, at_front)
    except DuplicateJobError:
        if not _clear_away(queue, job_id):
            return False
        _add(queue, job, arguments, job_id, at_front)
    return True


def _add(queue: Queue, job: str, arguments: tuple[int, ...], job_id: str, at_front: bool) -> None:
    queue.enqueue(
        f"worker.jobs.{job}",
        args=arguments,
        job_id=job_id,
        unique=True,
        at_front=at_front,
        # Without a description RQ would store and log the call with its arguments.
        description=job,
        result_ttl=0,
        failure_ttl=FAILURE_TTL_SECONDS,
        job_timeout=OWN_JOBS[job].timeout_seconds,
    )


def _clear_away(queue: Queue, job_id: str) -> bool:
    """Delete a job that nobody will run: it failed, its worker died, or it is in no queue.

    RQ keeps the id of such a job for as long as its hash lives; the reply would wait for that. If
    a worker has just taken it, it is done twice at most, which every job bears.
    """
    connection = queue.connection
    try:
        job = CheckedJob.fetch(job_id, connection=connection, serializer=SERIALIZER)
    except (NoSuchJobError, ResponseError):
        # Not ours, or not even a hash.
        connection.delete(CheckedJob.key_for(job_id))
        return True
    status = job.get_status(refresh=False)
    if status == JobStatus.QUEUED and connection.lpos(queue.key, job_id) is not None:
        return False
    if status == JobStatus.STARTED and not _is_overdue(job):
        return False
    job.delete()
    connection.delete(CheckedJob.key_for(job_id))
    return True


def _is_overdue(job: Job) -> bool:
    if job.started_at is None:
        return True
    age = rq_now() - job.started_at
    # A start that lies ahead is not ours.
    return not timedelta(seconds=-60) < age < timedelta(seconds=float(job.timeout or 0) + 10)


_KINDS = {
    f"rq:queue:{NAME}": "list",
    f"rq:queue:{NAME}:intermediate": "list",
    "rq:queues": "set",
    "rq:workers": "set",
    f"rq:workers:{NAME}": "set",
    **{
        f"rq:{registry}:{NAME}": "zset"
        for registry in ("wip", "failed", "finished", "deferred", "scheduled", "canceled")
    },
}


def clear_wrong_kinds(connection: Redis) -> int:
    """Delete the keys of ours that are of another kind than RQ expects; how many.

    RQ would fail at every job because of one. What the queue held comes again from PostgreSQL.
    """
    wrong = [
        key for key, kind in _KINDS.items() if as_text(connection.type(key)) not in (kind, "none")
    ]
    return int(connection.delete(*wrong)) if wrong else 0
