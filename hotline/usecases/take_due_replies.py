"""Take the replies that are due, for the queue. Twice: what was taken lately is not taken again."""

from datetime import datetime, timedelta

from hotline.domain.modes import Mode
from hotline.store.database import Database
from hotline.store.replies import take_due_ids
from hotline.store.settings import read_settings

# A job that vanished (Redis was wiped) is enqueued again after this; one that is merely waiting
# in a long queue is recognised there by its id.
_AGAIN_AFTER = timedelta(seconds=30)


def take_due_replies(*, database: Database, now: datetime, limit: int) -> list[tuple[int, int]]:
    """(reply id, attempt), the longest due first; none unless the hotline is open.

    While nothing can be sent at all: one, when it is time to try.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        if settings.mode is not Mode.OPEN:
            return []
        if settings.halt is not None:
            limit = 0 if now < settings.halt.until else 1
        if limit == 0:
            return []
        return take_due_ids(connection, now, again_after=_AGAIN_AFTER, limit=limit)
