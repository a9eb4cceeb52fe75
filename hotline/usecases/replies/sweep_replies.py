"""Sweep replies: drop those that expired, and give up sends that nobody finished.

**Idempotent:** a reply that was swept is not found again.
"""

from datetime import datetime, timedelta

from hotline.store.database import Database
from hotline.store.handled_updates import forget_handled
from hotline.store.owed_replies import drop_expired
from hotline.store.replies import give_up_stale_sends, look_up_forgotten

# Longer than a send can take (30 s), and longer than a frozen worker may still send.
_SEND_IS_STALE_AFTER = timedelta(minutes=5)
_UPDATES_ARE_KEPT = timedelta(days=2)


def sweep_replies(*, database: Database, now: datetime) -> tuple[int, int]:
    """Sweep the replies, and forget old marks of handled Telegram updates.

    Returns:
        (how many were dropped as expired, how many became unknown because their worker died).
    """
    with database.transaction() as connection:
        expired = drop_expired(connection, now)
        unknown = give_up_stale_sends(connection, now, older_than=_SEND_IS_STALE_AFTER)
        look_up_forgotten(connection, now)
        forget_handled(connection, now, older_than=_UPDATES_ARE_KEPT)
    return expired, unknown
