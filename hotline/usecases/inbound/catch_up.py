"""Catch up on what reached our lines while our webhook did not answer, from the provider's lists.

**Idempotent:** an inbound that is kept already is not changed. **On a crash** what was kept stays.
Only complete runs are noted, so the next run starts where the last complete one did.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.days import is_daily_catch_up_due
from hotline.domain.inbounds import Inbound
from hotline.gateways.sms import HistoryGateway
from hotline.parts import for_each
from hotline.store.database import Database
from hotline.store.heartbeats import beat, last_beat
from hotline.store.inbounds import known_sids
from hotline.store.ledger import began_at
from hotline.store.settings import read_settings
from hotline.store.upkeep.store_life import ask_since
from hotline.usecases.inbound.count_inbound_cost import count_inbound_cost
from hotline.usecases.inbound.receive_inbounds import receive_inbounds

# Names of heartbeats. Only a complete run beats.
_NAME, _DAILY = "catch_up", "night_work"
# Runs overlap, since the list lags behind and its order is not promised.
_OVERLAP = timedelta(hours=1)
_FIRST = timedelta(days=2)
# Twilio's times are whole seconds, and from another clock.
_CLOCK_SKEW = timedelta(minutes=1)
# Older inbounds get no reply any more, and reading a whole year helps nobody.
_AT_MOST = timedelta(days=30)


def find_daily_catch_up(*, database: Database, now: datetime) -> bool:
    """Whether it is time for the night's long run, and none was completed today.

    Returns:
        True between 3:00 and 6:00 in the team's time zone, if none was completed in the last 12
        hours; at any hour, if none was in the last 30 hours.
    """
    with database.transaction() as connection:
        timezone = read_settings(connection).timezone
        return is_daily_catch_up_due(last_beat(connection, _DAILY), now, timezone)


def catch_up(
    *,
    database: Database,
    gateway: HistoryGateway,
    lines: Iterable[str],
    now: datetime,
    since: datetime | None = None,
) -> int:
    """Receive what is in the provider's lists and not in our store, and count its cost.

    Args:
        lines: our numbers, in E.164 format.
        since: how far back to look, at most 30 days; None: since the last complete run. Where it
            is given, this is the night's run, which also counts all costs of 30 days.

    Returns:
        How many inbounds were missing.

    Raises:
        DeliveryError: one of the provider's lists cannot be read. What the others had is kept,
            and the run is not noted as complete.
    """
    our_lines, is_daily = frozenset(lines), since is not None
    with database.transaction() as connection:
        since = _since(connection, since, now)
    missing: list[Inbound] = []
    try:
        for_each(
            _lists(gateway, our_lines, since),
            lambda pages: missing.extend(_missing(pages, database)),
            what="a list of the provider's",
        )
    finally:
        # What was read is kept, whatever became of the other lists.
        _receive(missing, database, our_lines, now)
    with database.transaction() as connection:
        beat(connection, _DAILY if is_daily else _NAME, now)
    oldest = min((inbound.received_at for inbound in missing), default=now)
    # An interrupted run may have kept texts and not counted their cost: the night's run does.
    looking_back = _AT_MOST if is_daily else now - oldest
    if looking_back:
        count_inbound_cost(database=database, now=now, looking_back=looking_back)
    return len(missing)


def _since(connection: Connection, asked: datetime | None, now: datetime) -> datetime:
    last, began = last_beat(connection, _NAME), began_at(connection)
    since = asked or (last - _OVERLAP if last else now - _FIRST)
    # What reached the number before the hotline was set up is not ours to answer.
    return max(since, now - _AT_MOST, began - _CLOCK_SKEW if began else since)


def _lists(
    gateway: HistoryGateway, lines: frozenset[str], since: datetime
) -> Iterator[Iterator[list[Inbound]]]:
    """The pages of each list: texts and calls of each line, each by itself."""
    for line in sorted(lines):
        yield gateway.texts_to(line, since)
        yield gateway.calls_to(line, since)


def _missing(pages: Iterator[list[Inbound]], database: Database) -> Iterator[Inbound]:
    """What is in these pages and not in our store."""
    for page in pages:
        with database.transaction() as connection:
            kept = known_sids(connection, [inbound.provider_sid for inbound in page])
        yield from (inbound for inbound in page if inbound.provider_sid not in kept)


def _receive(
    missing: list[Inbound], database: Database, lines: frozenset[str], now: datetime
) -> None:
    if not missing:
        return
    with database.transaction() as connection:
        # Another store, newer than this one, may have answered them.
        ask_since(connection, min(inbound.received_at for inbound in missing))
    # In the order in which they came: whether a STOP came before or after a START matters.
    for_each(
        sorted(missing, key=lambda one: one.received_at),
        lambda one: receive_inbounds([one], database=database, lines=lines, now=now),
        what="an inbound that was missing",
    )
