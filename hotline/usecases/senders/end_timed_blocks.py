"""End the blocks whose time is over.

**Idempotent:** a block that has ended is not found again.
"""

from datetime import datetime

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.reasons import Reason
from hotline.store.audit import add_audit_entry
from hotline.store.blocks import end_blocks, forget_plans_that_never_left, restore_dropped
from hotline.store.database import Database


def end_timed_blocks(*, database: Database, now: datetime) -> int:
    """End them. Dropped replies that have not expired are owed again.

    A sender who never got a reply is owed one when they next write.

    Returns:
        How many blocks ended.
    """
    with database.transaction() as connection:
        ended = end_blocks(connection, now)
        restore_dropped(connection, ended, Reason.BLOCKED, now)
        forget_plans_that_never_left(connection, ended)
        for sender_id in ended:
            # Nobody is told: the team chose this end when it blocked the sender.
            add_audit_entry(
                connection,
                Act.UNBLOCK,
                organizer_id=None,
                now=now,
                subject=subjects.sender(sender_id),
            )
        return len(ended)
