"""Refresh the prices of the countries we may text, and release what waited for one.

Dies half way: the countries already read keep their new price; the rest is read next time.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from hotline.domain.reasons import Reason
from hotline.gateways.sms import SmsGateway
from hotline.store.database import Database
from hotline.store.prices import oldest_price, put_price
from hotline.store.replies import release_held
from hotline.store.settings import read_settings

_FRESH_FOR = timedelta(hours=24)


def refresh_prices(
    *, database: Database, gateway: SmsGateway, now: datetime, force: bool = False
) -> int:
    """How many countries got a price. One request a country, only if prices are a day old."""
    countries = _stale_countries(database, now, force=force)
    found = 0
    for country in countries:
        price = gateway.segment_price(country)
        if price is None:
            continue
        with database.transaction() as connection:
            put_price(connection, country, price.currency, price.micros, now)
        found += 1
    if found:
        with database.transaction() as connection:
            release_held(connection, (Reason.PRICE_UNKNOWN,), now)
    return found


def _stale_countries(database: Database, now: datetime, *, force: bool) -> Sequence[str]:
    with database.transaction() as connection:
        countries = sorted(read_settings(connection).countries)
        oldest = oldest_price(connection, countries)
    is_fresh = oldest is not None and now - oldest < _FRESH_FOR
    return [] if is_fresh and not force else countries
