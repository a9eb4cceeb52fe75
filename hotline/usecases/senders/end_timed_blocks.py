"""End the blocks whose time is over. Twice: the second time there are none."""

from datetime import datetime

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.reasons import Reason
from hotline.store.audit import add_audit_entry
from hotline.store.blocks import end_blocks, forget_plans_that_never_left, restore_dropped
from hotline.store.database import Database


def end_timed_blocks(*, database: Database, now: datetime) -> int:
    """How many. What still makes sense is owed again, and what they send from now on counts."""
    with database.transaction() as connection:
        ended = end_blocks(connection, now)
        restore_dropped(connection, ended, Reason.BLOCKED, now)
        forget_plans_that_never_left(connection, ended)
        for sender_id in ended:
            # Nobody is told: it is what they had asked for.
            add_audit_entry(
                connection,
                Act.UNBLOCK,
                organizer_id=None,
                now=now,
                subject=subjects.sender(sender_id),
            )
        return len(ended)
