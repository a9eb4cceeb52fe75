"""Our own jobs, and the check that a job from Redis is one of them.

Redis is not trusted: RQ imports and calls whatever a job names, so whoever can write to Redis would
have the key and the token. A job is read by its name and its integers only, and before anything
is imported. **On a crash** nothing is lost: every job is asked for again from PostgreSQL.
"""

import json
import logging
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rq import Queue
from rq.exceptions import NoSuchJobError
from rq.job import Job, JobStatus
from rq.utils import decode_redis_hash

log = logging.getLogger(__name__)

NAME = "hotline"
# A failed job is only logged; its row in PostgreSQL decides what comes next.
FAILURE_TTL_SECONDS = 3600
_MODULE = "worker.jobs."
_LARGEST_ID = 2**63 - 1
_MOST_BYTES = 4096
# What RQ itself needs of a job's hash. Callbacks, webhooks, repeats and dependencies are not read.
_READ = ("data", "status", "created_at", "enqueued_at", "started_at", "ended_at", "last_heartbeat")


@dataclass(frozen=True)
class OwnJob:
    """A job of ours. `largest`: of each argument, which are all integers from 0."""

    largest: tuple[int, ...] = ()
    # A send waits for Twilio 30 s at most.
    timeout_seconds: int = 120


# To list and keep the texts of a raid takes minutes; a check-up makes a dozen slow requests.
_LISTING, _LOOKING = 900, 170
OWN_JOBS: Mapping[str, OwnJob] = {
    "send_reply": OwnJob((_LARGEST_ID,)),
    "look_up_replies": OwnJob(),
    "refresh_prices": OwnJob(),
    "catch_up": OwnJob(timeout_seconds=_LISTING),
    "catch_up_days": OwnJob((31,), timeout_seconds=_LISTING),
    "run_errands": OwnJob(),
    "send_previews": OwnJob(),
    "run_checkups": OwnJob(timeout_seconds=_LOOKING),
    "watch_health": OwnJob(timeout_seconds=_LOOKING),
    "visit_own_address": OwnJob(),
    "tell_elsewhere": OwnJob((_LARGEST_ID,)),
    "try_second_way": OwnJob(),
    "beat": OwnJob(),
}


class CheckedJob(Job):
    """A job that exists only if it is ours: RQ passes over any other as over one that is gone."""

    def restore(self, raw_data: Any) -> Any:
        """Read the job. Raises NoSuchJobError for one that is not ours, or cannot be read."""
        kept = decode_redis_hash(raw_data)
        name = name_of(kept.get("data", b""))
        if name is None:
            log.error("a job that is not ours was found in Redis, and is not run")
            raise NoSuchJobError
        try:
            super().restore({key: kept[key] for key in _READ if key in kept})
        except (ValueError, TypeError, AttributeError):
            raise NoSuchJobError from None
        self.origin = NAME
        self.timeout = OWN_JOBS[name].timeout_seconds
        self.result_ttl, self.failure_ttl = 0, FAILURE_TTL_SECONDS
        self.description = name
        if self._status not in (JobStatus.QUEUED, JobStatus.STARTED, JobStatus.FAILED):
            self._status = JobStatus.FAILED


class CheckedQueue(Queue):
    """The queue of checked jobs. No job brings another with it."""

    job_class = CheckedJob

    def enqueue_dependents(self, *_: Any, **__: Any) -> None:
        """Nothing: a job of ours has no dependents."""


def name_of_job(job: Job) -> str:
    """The name of a job of ours, such as `catch_up`."""
    return str(job.func_name).removeprefix(_MODULE)


def name_of(data: bytes) -> str | None:
    """The name of the job that `data` calls, without its module; None: it is not ours."""
    try:
        called, instance, arguments, named = json.loads(_unpacked(data))
    except (ValueError, TypeError, RecursionError, zlib.error):
        return None
    if not isinstance(called, str) or not called.startswith(_MODULE):
        return None
    name = called.removeprefix(_MODULE)
    own = OWN_JOBS.get(name)
    if own is None or instance is not None or named != {}:
        return None
    return name if _fit(arguments, own.largest) else None


def _unpacked(data: bytes) -> bytes:
    if len(data) > _MOST_BYTES:
        raise ValueError
    try:
        return zlib.decompressobj().decompress(data, _MOST_BYTES)
    except zlib.error:
        return data


def _fit(arguments: object, largest: tuple[int, ...]) -> bool:
    return (
        isinstance(arguments, list)
        and len(arguments) == len(largest)
        and all(
            type(one) is int and 0 <= one <= most
            for one, most in zip(arguments, largest, strict=True)
        )
    )
