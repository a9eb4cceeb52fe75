"""Queries on assurances: what no program can look at, and somebody said is so."""

from datetime import datetime

from sqlalchemy import Connection, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import assurances


def put_assurance(connection: Connection, what: str, organizer_id: int, now: datetime) -> None:
    """Somebody has said so, now."""
    values = {"organizer_id": organizer_id, "assured_at": now}
    statement = insert(assurances).values(what=what, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=[assurances.c.what], set_=values)
    )


def read_assurances(connection: Connection) -> dict[str, datetime]:
    """{what: when it was last said}."""
    query = select(assurances.c.what, assurances.c.assured_at)
    return {row.what: row.assured_at for row in connection.execute(query)}
