"""Catch up on what reached our lines while nobody could be told: compare with the provider's list.

Twice: what is kept already is left as it is. Dies half way: what was kept stays, and since the last
complete run is what is noted, the next one begins there again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.days import is_night_work_due
from hotline.domain.inbounds import Inbound
from hotline.gateways.sms import HistoryGateway
from hotline.store.database import Database
from hotline.store.heartbeats import beat, last_beat
from hotline.store.inbounds import known_sids
from hotline.store.ledger import began_at
from hotline.store.settings import read_settings
from hotline.usecases.inbound.count_inbound_cost import count_inbound_cost
from hotline.usecases.inbound.receive_inbound import receive_inbound

# Their heartbeats: a complete run is noted, an interrupted one is not.
_NAME, _NIGHT_WORK = "catch_up", "night_work"
# Runs overlap, since the list lags behind and its order is not promised.
_OVERLAP = timedelta(hours=1)
_FIRST = timedelta(days=2)
# Twilio's moments are whole seconds, of another clock.
_CLOCK_SKEW = timedelta(minutes=1)
# What is older is not answered any more, and a list of a whole year helps nobody.
_AT_MOST = timedelta(days=30)


def find_night_work(*, database: Database, now: datetime) -> bool:
    """True if it is time, and it has not been done to its end today."""
    with database.transaction() as connection:
        timezone = read_settings(connection).timezone
        return is_night_work_due(last_beat(connection, _NIGHT_WORK), now, timezone)


def catch_up(
    *,
    database: Database,
    gateway: HistoryGateway,
    lines: Iterable[str],
    now: datetime,
    since: datetime | None = None,
) -> int:
    """How many inbounds were missing. `since` None: since the last complete run. Raises
    DeliveryError where the provider's list cannot be read: nothing is noted then."""
    our_lines, is_night_work = frozenset(lines), since is not None
    with database.transaction() as connection:
        since = _since(connection, since, now)
    missing: list[Inbound] = []
    for page in _pages(gateway, our_lines, since):
        missing += _not_kept(page, database)
    # In the order in which they came: a STOP after a START is not the same as before it.
    for inbound in sorted(missing, key=lambda one: one.received_at):
        receive_inbound(inbound, database=database, lines=our_lines, now=now)
    with database.transaction() as connection:
        beat(connection, _NIGHT_WORK if is_night_work else _NAME, now)
    oldest = min((inbound.received_at for inbound in missing), default=now)
    # At night also what an interrupted run has kept and not counted.
    looking_back = _AT_MOST if is_night_work else now - oldest
    if looking_back:
        count_inbound_cost(database=database, now=now, looking_back=looking_back)
    return len(missing)


def _since(connection: Connection, asked: datetime | None, now: datetime) -> datetime:
    last, began = last_beat(connection, _NAME), began_at(connection)
    since = asked or (last - _OVERLAP if last else now - _FIRST)
    # What reached the number before the hotline was there is none of its business.
    return max(since, now - _AT_MOST, began - _CLOCK_SKEW if began else since)


def _pages(
    gateway: HistoryGateway, lines: frozenset[str], since: datetime
) -> Iterator[list[Inbound]]:
    for line in sorted(lines):
        yield from gateway.texts_to(line, since)
        yield from gateway.calls_to(line, since)


def _not_kept(page: list[Inbound], database: Database) -> list[Inbound]:
    with database.transaction() as connection:
        kept = known_sids(connection, [inbound.provider_sid for inbound in page])
    return [inbound for inbound in page if inbound.provider_sid not in kept]
