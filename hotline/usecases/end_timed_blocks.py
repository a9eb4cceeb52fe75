"""End the blocks whose time is over. Twice: the second time there are none."""

from datetime import datetime

from hotline.domain.acts import Act
from hotline.store.audit import add_audit_entry
from hotline.store.blocks import end_blocks
from hotline.store.database import Database


def end_timed_blocks(*, database: Database, now: datetime) -> int:
    """How many. What he was owed is long past; what he sends from now on counts again."""
    with database.transaction() as connection:
        ended = end_blocks(connection, now)
        for sender_id in ended:
            # Nobody is told: it is what they had asked for.
            add_audit_entry(
                connection, Act.UNBLOCK, organizer_id=None, now=now, subject=f"sender:{sender_id}"
            )
        return len(ended)
