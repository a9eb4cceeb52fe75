"""Queries on the price of one segment, by country."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import prices


def read_prices(connection: Connection, currency: str) -> dict[str, int]:
    """{country: micros a segment}. A price in another currency counts as unknown."""
    query = select(prices.c.country, prices.c.micros).where(prices.c.currency == currency)
    return {row.country: row.micros for row in connection.execute(query)}


def put_price(
    connection: Connection, country: str, currency: str, micros: int, now: datetime
) -> None:
    """Set a country's price."""
    values = {"currency": currency, "micros": micros, "fetched_at": now}
    statement = insert(prices).values(country=country, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[prices.c.country], set_=values)
    )


def fresh_countries(connection: Connection, *, since: datetime) -> set[str]:
    """The countries whose price was fetched after `since`."""
    query = select(prices.c.country).where(prices.c.fetched_at > since)
    return set(connection.execute(query).scalars())
