"""Check that the running figures equal the sum of the ledger's entries, and correct them if not.

They differ only if somebody changed the database by hand, or by a fault of ours. People are told,
and from then on the caps are compared with the entries, which nobody can change.
"""

import logging
from dataclasses import asdict, dataclass
from datetime import datetime

from hotline.domain.days import day_of
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.store.database import Database
from hotline.store.ledger_check import Difference, find_differences, set_figures_right
from hotline.store.notices import add_notices_once
from hotline.store.settings import read_settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LedgerDiffers(Facts):
    """The largest difference that was found."""

    micros: int
    currency: str


LEDGER_DIFFERS = NoticeKind("ledger_differs", LedgerDiffers)


def check_ledger(*, database: Database, now: datetime) -> list[Difference]:
    """Check and correct the figures. Reads every entry of the ledger.

    Returns:
        The differences, in micros, as they were before the correction; empty if all is right.
    """
    with database.transaction() as connection:
        differences = find_differences(connection)
        if not differences:
            return []
        log.error("the ledger's figures differ: %s", [asdict(one) for one in differences])
        if any(one.scope != "replies" for one in differences):
            set_figures_right(connection)
        settings = read_settings(connection)
        most = max(
            abs(amount)
            for one in differences
            for amount in (one.spent_micros, one.reserved_micros, one.inbound_micros)
        )
        day = day_of(now, settings.timezone)
        facts = LedgerDiffers(most, settings.currency)
        add_notices_once(connection, f"ledger:{day}", LEDGER_DIFFERS, facts, now=now)
        return differences
