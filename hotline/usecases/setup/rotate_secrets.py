"""Encrypt everything again with the newest key, so that the older keys can be removed.

**Idempotent:** rows that already have the newest key are not touched. **On a crash** the pages that
were committed stay, and the next run does the rest. It may run while the hotline works.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import Table

from hotline.store.database import Database
from hotline.store.tables.encrypted_columns import ENCRYPTED_COLUMNS
from hotline.store.upkeep.rotation import has_older_keys, last_id, rotate_page
from hotline.store.upkeep.secret_keys import forget_older_keys


@dataclass(frozen=True)
class RotationProgress:
    """How far one table has come: `percent` of it is looked through, `rotated` rows in all."""

    table: str
    percent: int
    rotated: int


Tell = Callable[[RotationProgress], object]


def rotate_secrets(*, database: Database, tell: Tell = lambda _: None) -> int:
    """Encrypt the rows that have an older key, in pages of 500 at most.

    Each page begins where the former one ended, and has a transaction of its own.

    Args:
        tell: is told how far it has come, after each page.

    Returns:
        How many rows were encrypted again.
    """
    rotated = 0
    for table, secrets, finder in ENCRYPTED_COLUMNS:
        # A process with the former keys may still write behind us: then once more from the start.
        while _has_older_keys(database, table):
            more = _rotate_table(database, table, secrets, finder, tell)
            rotated += more
            if not more:
                break
    with database.transaction() as connection:
        forget_older_keys(connection, database.vault)
    return rotated


def _has_older_keys(database: Database, table: Table) -> bool:
    with database.transaction() as connection:
        return has_older_keys(connection, database.vault, table)


def _rotate_table(
    database: Database,
    table: Table,
    secrets: Sequence[str],
    finder: tuple[str, str] | None,
    tell: Tell,
) -> int:
    """One way through a table, from its first id to its last; how many rows were written again."""
    with database.transaction() as connection:
        last = last_id(connection, table)
    after: int | None = 0
    rotated = 0
    while after is not None:
        with database.transaction() as connection:
            page = rotate_page(connection, database.vault, table, secrets, finder, after=after)
        rotated, after = rotated + page.rotated, page.last_id
        done = last if after is None else min(after, last)
        tell(RotationProgress(table.name, 100 * done // max(1, last), rotated))
    return rotated
