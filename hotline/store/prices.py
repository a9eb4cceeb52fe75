"""Queries on the price of one segment, by country. Amounts are in micros."""

from datetime import datetime

from sqlalchemy import Connection, delete, select, text
from sqlalchemy.dialects.postgresql import insert

from hotline.domain.prices import CURRENT_FOR, CountryPrice, PriceList
from hotline.domain.settings import HotlineSettings
from hotline.store.tables import fixed_prices, prices

_CURRENT = text(
    """
    SELECT country, micros, false AS is_fixed FROM prices
     WHERE currency = :currency AND micros IS NOT NULL AND fetched_at > :since
     UNION ALL
    SELECT country, micros, true FROM fixed_prices
    """
)


def read_prices(connection: Connection, settings: HotlineSettings, now: datetime) -> PriceList:
    """The prices now. A price in another currency, or older than 7 days, counts as unknown."""
    values = {"currency": settings.currency, "since": now - CURRENT_FOR}
    rows = connection.execute(_CURRENT, values).all()
    listed = {row.country: row.micros for row in rows if not row.is_fixed}
    fixed = {row.country: row.micros for row in rows if row.is_fixed}
    return PriceList(listed, fixed, settings.margin_percent)


def read_inbound_prices(connection: Connection, settings: HotlineSettings) -> dict[str, int]:
    """{country: micros} for a segment received on a line of that country; of any age."""
    query = select(prices.c.country, prices.c.inbound_micros).where(
        prices.c.currency == settings.currency, prices.c.inbound_micros.is_not(None)
    )
    return {row.country: row.inbound_micros for row in connection.execute(query)}


def list_country_prices(connection: Connection, settings: HotlineSettings) -> list[CountryPrice]:
    """The prices of every country that replies may go to, as organizers see them."""
    query = select(prices).where(prices.c.currency == settings.currency)
    listed = {row.country: row for row in connection.execute(query)}
    fixed = {row.country: row.micros for row in connection.execute(select(fixed_prices))}
    return [
        CountryPrice(
            country,
            listed[country].micros if country in listed else None,
            fixed.get(country),
            listed[country].fetched_at if country in listed else None,
        )
        for country in sorted(settings.countries)
    ]


def put_price(
    connection: Connection,
    country: str,
    currency: str,
    micros: int | None,
    now: datetime,
    *,
    inbound_micros: int | None = None,
) -> None:
    """Set a country's prices as the provider lists them. `micros` None: it lists none."""
    values = {
        "currency": currency,
        "micros": micros,
        "inbound_micros": inbound_micros,
        "fetched_at": now,
    }
    statement = insert(prices).values(country=country, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[prices.c.country], set_=values)
    )


def fix_price(
    connection: Connection,
    country: str,
    micros: int | None,
    *,
    organizer_id: int,
    now: datetime,
) -> None:
    """Set a country's price by hand. `micros` None: the provider's price counts again."""
    if micros is None:
        connection.execute(delete(fixed_prices).where(fixed_prices.c.country == country))
        return
    values = {"micros": micros, "organizer_id": organizer_id, "fixed_at": now}
    statement = insert(fixed_prices).values(country=country, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[fixed_prices.c.country], set_=values)
    )


def forget_fixed_prices(connection: Connection) -> None:
    """Delete all prices fixed by hand: the provider's prices count again."""
    connection.execute(delete(fixed_prices))


def is_fixed(connection: Connection, country: str) -> bool:
    """Whether the price of this country is fixed by hand."""
    query = select(fixed_prices.c.country).where(fixed_prices.c.country == country)
    return connection.execute(query).first() is not None


def fresh_countries(connection: Connection, *, since: datetime) -> set[str]:
    """The countries whose price was fetched after `since`."""
    query = select(prices.c.country).where(prices.c.fetched_at > since)
    return set(connection.execute(query).scalars())
