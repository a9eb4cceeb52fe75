"""Refresh the prices of our countries and lines, and release replies held for want of a price.

**On a crash** the countries that were read keep their new price; the next run reads the rest.
"""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.consents import OwnRule, by_itself
from hotline.domain.errors import DeliveryError
from hotline.domain.numbers import main_region, read_number
from hotline.domain.prices import FRESH_FOR
from hotline.domain.reasons import Reason
from hotline.gateways.sms import PriceGateway, SegmentPrices
from hotline.parts import for_each
from hotline.store.database import Database
from hotline.store.heartbeats import beat, last_beat
from hotline.store.owed_replies import release_held
from hotline.store.prices import fresh_countries, put_price
from hotline.store.settings import read_settings

log = logging.getLogger(__name__)

PRICES = "prices"
_ASK_EVERY = timedelta(minutes=5)


def find_price_work(*, database: Database, now: datetime) -> bool:
    """Whether no run was completed in the last five minutes.

    Only completed runs count: if the queue is wiped, the lost run is made again at once.
    """
    with database.transaction() as connection:
        last = last_beat(connection, PRICES)
    return last is None or now - last >= _ASK_EVERY


def refresh_prices(
    *,
    database: Database,
    gateway: PriceGateway,
    lines: Iterable[str],
    now: datetime,
    force: bool = False,
) -> int:
    """Ask the provider for each price that is missing or a day old, one request each.

    Args:
        lines: our numbers, in E.164 format: texts that come in on them have a price too.
        force: ask for all of them, also for those that are fresh.

    Returns:
        How many countries got a price.
    """
    found: list[str] = []

    def refresh(country: str) -> None:
        if _refresh(country, database, gateway, now):
            found.append(country)

    try:
        stale = _stale_countries(database, lines, now, force=force)
        for_each(stale, refresh, what="the price of a country")
    finally:
        with database.transaction() as connection:
            beat(connection, PRICES, now)
    return len(found)


def _refresh(country: str, database: Database, gateway: PriceGateway, now: datetime) -> bool:
    """Ask for one country's prices; whether the provider has any."""
    prices = _ask(gateway, country)
    # If the list cannot be read, yesterday's price stays.
    if prices is None or (prices.micros is None and prices.inbound_micros is None):
        return False
    with database.transaction() as connection:
        put_price(
            connection,
            country,
            prices.currency,
            prices.micros,
            now,
            inbound_micros=prices.inbound_micros,
        )
        if prices.micros is not None:
            _release(connection, country, now)
    return True


def _release(connection: Connection, country: str, now: datetime) -> None:
    consent = by_itself(OwnRule.PRICE_IS_KNOWN)
    release_held(connection, (Reason.PRICE_UNKNOWN,), now, consent=consent, country=country)


def _ask(gateway: PriceGateway, country: str) -> SegmentPrices | None:
    try:
        return gateway.segment_prices(country)
    except DeliveryError as error:
        log.warning("no price for %s: %s, asking again in minutes", country, error.code)
        return None


def _stale_countries(
    database: Database, lines: Iterable[str], now: datetime, *, force: bool
) -> list[str]:
    of_lines = {read_number(line).country for line in lines} - {None}
    with database.transaction() as connection:
        allowed = read_settings(connection).countries
        fresh = fresh_countries(connection, since=now - FRESH_FOR)
    countries = allowed | {main_region(one) for one in allowed} | of_lines
    return sorted(str(country) for country in countries if force or country not in fresh)
