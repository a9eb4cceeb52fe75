"""Expect an organizer's next free text: a button began a command, and the text completes it.

The expectation is in the store, so a restart of the bot in the middle changes nothing.
**Idempotent:** a new expectation replaces the old one. A text that comes too late, or after another
command, is plain free text and does nothing.
"""

from datetime import datetime, timedelta

from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.store.expectations import (
    Expectation,
    put_expectation,
    read_expectation,
    remove_expectation,
)

_LASTS = timedelta(minutes=15)


def expect_text(
    actor: Organizer, what: str, *, way_back: str = "", database: Database, now: datetime
) -> None:
    """Note what the next free text is for. It counts for 15 minutes.

    Args:
        what: a key of the bot's questions, such as `delay` or `reply_en`.
        way_back: the data of the button that the answer ends with; empty: none.
    """
    with database.transaction() as connection:
        put_expectation(connection, actor.id, what, way_back=way_back, expires_at=now + _LASTS)


def find_expected(actor: Organizer, *, database: Database, now: datetime) -> Expectation | None:
    """Find what the organizer's next text is for; None: nothing is expected."""
    with database.transaction() as connection:
        return read_expectation(connection, actor.id, now)


def expect_nothing(actor: Organizer, *, database: Database) -> None:
    """End the expectation: the text came, or the organizer does something else."""
    with database.transaction() as connection:
        remove_expectation(connection, actor.id)
