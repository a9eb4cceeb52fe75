"""Take the replies that are due, for the queue.

**Idempotent:** a reply that was taken in the last 30 seconds is not taken again.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.modes import Mode
from hotline.domain.pace import Pace
from hotline.domain.settings import Halt
from hotline.store.database import Database
from hotline.store.replies import count_handed_over, take_due_ids
from hotline.store.reply_texts import texts_in_force
from hotline.store.settings import change_settings, read_settings
from hotline.store.upkeep.store_life import is_asleep
from hotline.usecases.replies.halt_sending import try_again_after

# A job that was lost (Redis was wiped) is enqueued again after this. A job that still waits in a
# long queue is recognised there by its id, and not added again.
_AGAIN_AFTER = timedelta(seconds=30)


@dataclass(frozen=True)
class LinePace:
    """How fast replies may leave. `reply_from`: one sender for all; None: each line by itself."""

    pace: Pace
    reply_from: str | None = None


def take_due_replies(
    *,
    database: Database,
    now: datetime,
    limit: int,
    again_after: timedelta = _AGAIN_AFTER,
    pace: LinePace | None = None,
) -> list[tuple[int, int]]:
    """Take due replies: none while the hotline is suspended or the provider is to be asked first.

    While it is halted, single trials.

    Args:
        limit: how many at most.
        again_after: a reply that was taken this long ago and is still due is taken again.
        pace: how fast each line may send; None: as fast as the workers can.

    Returns:
        (reply id, attempt) of each, the longest due first.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        if settings.mode is Mode.SUSPENDED or settings.ask_sent_since is not None:
            return []
        # Taken now they could not be claimed, and would only be taken again later.
        if is_asleep(connection, now):
            return []
        if settings.halt is not None:
            return _take_trial(connection, settings.halt, now)
        if pace is None:
            return take_due_ids(connection, now, again_after=again_after, limit=limit)
        segments = texts_in_force(connection, settings).most_segments
        return _take_at_pace(connection, pace, segments, limit, again_after, now)


def _take_at_pace(  # noqa: PLR0917  (a step of the above)
    connection: Connection,
    pace: LinePace,
    segments: int,
    limit: int,
    again_after: timedelta,
    now: datetime,
) -> list[tuple[int, int]]:
    """Only the scheduler hands replies over, so its pace is that of all workers together."""
    waiting = count_handed_over(connection, now, again_after=again_after)
    if pace.reply_from is not None:
        # All lines reply by one sender.
        waiting = {"": sum(waiting.values())} if waiting else {}
    taken: list[tuple[int, int]] = []
    for line, count in sorted(waiting.items()):
        room = pace.pace.room(line, segments=segments, waiting=count, now=now)
        most = min(room, limit // len(waiting))
        found = take_due_ids(
            connection, now, again_after=again_after, limit=most, line=line or None
        )
        pace.pace.spend(line, len(found) * segments)
        taken += found
    return taken


def _take_trial(connection: Connection, halt: Halt, now: datetime) -> list[tuple[int, int]]:
    """Take one reply when a trial is due: it alone may be claimed while sending is halted."""
    if now < halt.until:
        return []
    taken = take_due_ids(connection, now, again_after=_AGAIN_AFTER, limit=1)
    for reply_id, _ in taken:
        until = now + try_again_after(halt.by_report)
        change_settings(connection, halt_until=until, halt_trial_id=reply_id)
    return taken
