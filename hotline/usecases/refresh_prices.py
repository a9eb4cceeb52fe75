"""Refresh the prices of the countries we may text, and release what waited for one.

Dies half way: the countries already read keep their new price; the rest is read next time.
"""

import logging
from datetime import datetime, timedelta

from hotline.domain.errors import DeliveryError
from hotline.domain.reasons import Reason
from hotline.gateways.sms import SegmentPrice, SmsGateway
from hotline.store.database import Database
from hotline.store.prices import fresh_countries, put_price
from hotline.store.replies import release_held
from hotline.store.settings import read_settings

log = logging.getLogger(__name__)

_FRESH_FOR = timedelta(hours=24)


def refresh_prices(
    *, database: Database, gateway: SmsGateway, now: datetime, force: bool = False
) -> int:
    """How many countries got a price. One request for each that is a day old or missing."""
    found = 0
    for country in _stale_countries(database, now, force=force):
        price = _ask(gateway, country)
        # A price of nothing would pass under any cap: it counts as unknown.
        if price is None or price.micros <= 0:
            continue
        with database.transaction() as connection:
            put_price(connection, country, price.currency, price.micros, now)
            release_held(connection, (Reason.PRICE_UNKNOWN,), now, country=country)
        found += 1
    return found


def _ask(gateway: SmsGateway, country: str) -> SegmentPrice | None:
    try:
        return gateway.segment_price(country)
    except DeliveryError as error:
        log.warning("no price for %s: %s, asking again in minutes", country, error.code)
        return None


def _stale_countries(database: Database, now: datetime, *, force: bool) -> list[str]:
    with database.transaction() as connection:
        countries = sorted(read_settings(connection).countries)
        fresh = fresh_countries(connection, since=now - _FRESH_FOR)
    return [country for country in countries if force or country not in fresh]
