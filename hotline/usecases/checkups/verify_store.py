"""Verify that everything that must be true of what is stored is true. Reads only, also at work.

Reads every reply, sender, secret and entry of the ledger, page by page: some minutes per million.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import Connection

from hotline.store.database import Database
from hotline.store.ledger_check import (
    Counted,
    Difference,
    begin_snapshot,
    count_page,
    find_differences,
    newest_entry,
)
from hotline.store.self_check import missing_triggers, schema_is_current
from hotline.store.tables.encrypted_columns import ENCRYPTED_COLUMNS
from hotline.store.upkeep.invariants import (
    Invariant,
    Violation,
    replies_page,
    secrets_page,
    senders_page,
)
from hotline.store.upkeep.repeat_rule import shortest_repeat

_NAMED = 5

_Page = Callable[[Connection, int], tuple[int | None, list[Violation]]]


@dataclass(frozen=True)
class Untrue:
    """An invariant that does not hold for `count` rows of `table`; the first few by their ids."""

    invariant: Invariant
    table: str
    count: int
    ids: tuple[int, ...]


@dataclass(frozen=True)
class Verified:
    """What was found. All empty, and the schema current: everything is as it must be.

    `differences`: between the ledger's entries and its running figures. `triggers`: those that
    forbid to change what was written down, and are missing or switched off.
    """

    untrue: list[Untrue]
    differences: list[Difference]
    triggers: list[str]
    is_schema_current: bool

    @property
    def is_fine(self) -> bool:
        """Whether nothing was found."""
        return self.is_schema_current and not (self.untrue or self.differences or self.triggers)


def verify_store(*, is_deep: bool, database: Database, now: datetime) -> Verified:
    """Look at what is stored. Takes no lock that keeps the hotline waiting.

    Args:
        is_deep: look at every reply, sender and secret too, not at tables and ledger alone.
    """
    with database.transaction() as connection:
        is_current, triggers = schema_is_current(connection), missing_triggers(connection)
        again = shortest_repeat(connection)
    if not is_current:
        return Verified([], [], triggers, is_schema_current=False)
    found = _violations(database, now, again) if is_deep else []
    return Verified(
        untrue=_by_invariant(found),
        differences=_ledger(database),
        triggers=triggers,
        is_schema_current=True,
    )


def _violations(database: Database, now: datetime, again: timedelta | None) -> list[Violation]:
    found = _every_page(database, partial(replies_page, now=now, again=again))
    found += _every_page(database, senders_page)
    for table, columns, _ in ENCRYPTED_COLUMNS:
        page = partial(secrets_page, vault=database.vault, table=table, columns=columns)
        found += _every_page(database, page)
    return found


def _every_page(database: Database, page: _Page) -> list[Violation]:
    after: int | None = 0
    found: list[Violation] = []
    while after is not None:
        with database.transaction() as connection:
            after, more = page(connection, after)
        found += more
    return found


def _by_invariant(found: list[Violation]) -> list[Untrue]:
    ids: dict[tuple[Invariant, str], list[int]] = defaultdict(list)
    for one in found:
        ids[one.invariant, one.table].append(one.id)
    return [
        Untrue(invariant, table, len(rows), tuple(rows[:_NAMED]))
        for (invariant, table), rows in sorted(ids.items())
    ]


def _ledger(database: Database) -> list[Difference]:
    """In one snapshot, so that no entry is between two pages, and nobody waits."""
    with database.transaction() as connection:
        begin_snapshot(connection)
        counted, newest = Counted(), newest_entry(connection)
        while counted.upto < newest:
            counted = count_page(connection, counted, newest)
        return find_differences(connection, counted)
