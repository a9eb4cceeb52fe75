"""What the clock does, and how often."""

from redis import Redis
from rq import Queue

from hotline.usecases.beat_heart import beat_heart
from hotline.usecases.end_suspension import end_suspension
from hotline.usecases.sweep_replies import sweep_replies
from hotline.usecases.take_due_replies import take_due_replies
from hotline.wiring import Hotline, utc_now
from worker.clock import Chore
from worker.queue import enqueue

# Enough for the workers until the next look, and few enough that a wiped Redis costs little.
_QUEUE_AT_MOST = 500


def make_chores(hotline: Hotline, connection: Redis, queue: Queue) -> list[Chore]:
    """Every periodic use case. Those that call Twilio are jobs, so that no chore waits for it."""
    database = hotline.database

    def dispatch() -> None:
        room = _QUEUE_AT_MOST - queue.count
        if room > 0:
            due = take_due_replies(database=database, now=utc_now(), limit=room)
            for reply_id, attempt in due:
                enqueue(queue, "send_reply", reply_id, job_id=f"reply-{reply_id}-{attempt}")

    def beat() -> None:
        connection.ping()
        beat_heart("redis", database=database, now=utc_now())
        # Before the sends: a long backlog must not look like a dead worker.
        enqueue(queue, "beat", job_id="beat", at_front=True)

    return [
        Chore("dispatch", 2, dispatch),
        Chore("beat", 10, beat),
        Chore(
            "end suspension", 2, lambda: _discard(end_suspension(database=database, now=utc_now()))
        ),
        Chore("sweep", 60, lambda: _discard(sweep_replies(database=database, now=utc_now()))),
        Chore(
            "prices",
            300,
            lambda: _discard(enqueue(queue, "refresh_prices", job_id="prices", at_front=True)),
        ),
    ]


def _discard(result: object) -> None:
    """Chores return nothing."""
