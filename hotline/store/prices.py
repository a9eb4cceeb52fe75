"""Queries on the price of one segment, by country."""

from datetime import datetime

from sqlalchemy import Connection, func, select
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


def oldest_price(connection: Connection, countries: list[str]) -> datetime | None:
    """When the stalest of these countries' prices was fetched; None if one has no price."""
    row = connection.execute(
        select(func.count(), func.min(prices.c.fetched_at)).where(prices.c.country.in_(countries))
    ).one()
    return row[1] if row[0] == len(countries) else None
