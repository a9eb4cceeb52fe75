"""Queries on expectations: what an organizer's next free text is for. One each, at most."""

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import expectations


def put_expectation(
    connection: Connection, organizer_id: int, what: str, *, expires_at: datetime
) -> None:
    """The newest counts."""
    values = {"what": what, "expires_at": expires_at}
    statement = insert(expectations).values(organizer_id=organizer_id, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["organizer_id"], set_=values)
    )


def read_expectation(connection: Connection, organizer_id: int, now: datetime) -> str | None:
    """What is expected now; None: nothing, or too long ago."""
    query = select(expectations.c.what).where(
        expectations.c.organizer_id == organizer_id, expectations.c.expires_at > now
    )
    return connection.execute(query).scalar_one_or_none()


def remove_expectation(connection: Connection, organizer_id: int) -> None:
    """Nothing is expected any more."""
    connection.execute(delete(expectations).where(expectations.c.organizer_id == organizer_id))
