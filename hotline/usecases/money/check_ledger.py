"""Check that the running figures equal the sum of the ledger's entries, and correct them if not.

They differ only if somebody changed the database by hand, or by a fault of ours. People are told,
and from then on the caps are compared with the entries, which nobody can change.
"""

import logging
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.store.database import Database
from hotline.store.ledger_check import (
    Counted,
    Difference,
    count_page,
    find_differences,
    set_figures_right,
    settled_id,
)
from hotline.store.notices import add_notices_once
from hotline.store.settings import read_settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LedgerDiffers(Facts):
    """The largest difference that was found."""

    micros: int
    currency: str


LEDGER_DIFFERS = NoticeKind("ledger_differs", LedgerDiffers)


@dataclass
class LedgerMemory:
    """What one process has summed already: the entries never change."""

    counted: Counted = field(default_factory=Counted)


def check_ledger(
    *, database: Database, now: datetime, memory: LedgerMemory | None = None
) -> list[Difference]:
    """Check and correct the figures. Reads every entry of the ledger, page by page.

    Args:
        memory: of this process; with it, only the entries that are new are read. Nothing is
            corrected by it: if the figures differ, every entry is read again first.

    Returns:
        The differences, in micros, as they were before the correction; empty if all is right.
    """
    memory = memory or LedgerMemory()
    was_remembered = memory.counted.upto > 0
    memory.counted = counted = _count(database, memory.counted)
    with database.transaction() as connection:
        differences = find_differences(connection, counted)
        if differences and not was_remembered:
            _correct(connection, counted, differences, now)
    if differences and was_remembered:
        memory.counted = Counted()
        return check_ledger(database=database, now=now, memory=memory)
    return differences


def _count(database: Database, counted: Counted) -> Counted:
    """Add up the entries that follow, in transactions that are short."""
    with database.transaction() as connection:
        settled = settled_id(connection)
    while counted.upto < settled:
        with database.transaction() as connection:
            counted = count_page(connection, counted, settled)
        log.debug("%d of %d entries are added up", counted.upto, settled)
    return counted


def _correct(
    connection: Connection, counted: Counted, differences: list[Difference], now: datetime
) -> None:
    log.error("the ledger's figures differ: %s", [asdict(one) for one in differences])
    if any(one.scope != "replies" for one in differences):
        set_figures_right(connection, counted)
    settings = read_settings(connection)
    most = max(
        abs(amount)
        for one in differences
        for amount in (one.spent_micros, one.reserved_micros, one.inbound_micros)
    )
    day = day_of(now, settings.timezone)
    facts = LedgerDiffers(most, settings.currency)
    add_notices_once(connection, f"ledger:{day}", LEDGER_DIFFERS, facts, now=now)
