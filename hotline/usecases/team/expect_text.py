"""Expect somebody's next free text: a button began a command, and what they write completes it.

Kept in the store, so that a restart of the bot in the middle changes nothing. Twice: the newest
counts. Written too late, or after another command: it is free text again, which does nothing.
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
    """`what`: see bot.asking. `way_back`: where the answer will lead back to."""
    with database.transaction() as connection:
        put_expectation(connection, actor.id, what, way_back=way_back, expires_at=now + _LASTS)


def find_expected(actor: Organizer, *, database: Database, now: datetime) -> Expectation | None:
    """What is expected of them now."""
    with database.transaction() as connection:
        return read_expectation(connection, actor.id, now)


def expect_nothing(actor: Organizer, *, database: Database) -> None:
    """It came, or they do something else."""
    with database.transaction() as connection:
        remove_expectation(connection, actor.id)
