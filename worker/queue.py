"""The queue on Redis: it carries ids only, and may be wiped at any moment."""

from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry
from rq import Queue
from rq.exceptions import DuplicateJobError

from hotline.wiring import Hotline

NAME = "hotline"
SERIALIZER = "json"
# A failed job is told in the log; its row in PostgreSQL decides what comes next.
_FAILURE_TTL_SECONDS = 3600


def connect(hotline: Hotline, *, socket_timeout: float | None = 5) -> Redis:
    """Redis, with time-outs in seconds: it is away sometimes, and nobody may hang on it."""
    return Redis.from_url(
        hotline.settings.redis_url,
        socket_connect_timeout=3,
        socket_timeout=socket_timeout,
        health_check_interval=15,
        retry=Retry(NoBackoff(), 1),
    )


def make_queue(connection: Redis) -> Queue:
    """The one queue. JSON, since with pickle whoever writes to Redis runs code here."""
    return Queue(NAME, connection=connection, serializer=SERIALIZER)


def enqueue(queue: Queue, job: str, *arguments: int, job_id: str) -> bool:
    """True if it was enqueued; False if a job of this id is there already."""
    try:
        queue.enqueue(
            f"worker.jobs.{job}",
            args=arguments,
            job_id=job_id,
            unique=True,
            # Without a description RQ would store and log the call with its arguments.
            description=job,
            result_ttl=0,
            failure_ttl=_FAILURE_TTL_SECONDS,
            job_timeout=120,
        )
    except DuplicateJobError:
        return False
    return True
