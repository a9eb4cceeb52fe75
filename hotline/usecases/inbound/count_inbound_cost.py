"""Count what the texts that came in cost, into the ledger, beside what replies cost.

It counts from the inbounds themselves, per quarter of an hour and line, so it also finds the texts
that `catch_up` brought in late. **Idempotent:** a segment that is in the ledger is not added again.
**On a crash** the transaction rolls back, and the next run counts the same quarters.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.domain.numbers import read_number
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.inbound_costs import Uncounted, note_counted, uncounted_quarters
from hotline.store.ledger import add_inbound_cost
from hotline.store.notices import add_notices_once
from hotline.store.prices import read_inbound_prices
from hotline.store.settings import read_settings


@dataclass(frozen=True)
class InboundCost(Facts):
    """What the texts of one day have cost so far."""

    micros: int
    currency: str


INBOUND_COST = NoticeKind("inbound_cost", InboundCost)


def count_inbound_cost(*, database: Database, now: datetime, looking_back: timedelta) -> int:
    """Add the cost of uncounted segments. Where a line's price is unknown, its texts wait for it.

    Args:
        looking_back: how far back to look for uncounted segments.

    Returns:
        How many micros were added.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        prices = read_inbound_prices(connection, settings)
        by_day: dict[date, list[tuple[Uncounted, int]]] = defaultdict(list)
        for quarter in uncounted_quarters(connection, since=now - looking_back):
            price = prices.get(read_number(quarter.line).country or "")
            if price is not None:
                day = day_of(quarter.begins_at, settings.timezone)
                by_day[day].append((quarter, price))
        return sum(
            _count_day(connection, day, by_day[day], settings, now) for day in sorted(by_day)
        )


def _count_day(
    connection: Connection,
    day: date,
    quarters: list[tuple[Uncounted, int]],
    settings: HotlineSettings,
    now: datetime,
) -> int:
    micros = sum(quarter.segments * price for quarter, price in quarters)
    before = add_inbound_cost(connection, day, now, micros=micros).inbound_micros
    for quarter, _ in quarters:
        note_counted(connection, quarter)
    threshold = settings.inbound_warning_micros
    times = (before + micros) // threshold if threshold else 0
    # Tell at the threshold, at twice that, at four times…: people hear of a raid, not all night.
    if times:
        facts = InboundCost(before + micros, settings.currency)
        key = f"inbound:{day}:{threshold}:{times.bit_length()}"
        add_notices_once(connection, key, INBOUND_COST, facts, now=now)
    return micros
