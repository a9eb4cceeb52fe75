"""Queries on expectations: what an organizer's next free text is for. At most one each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import expectations


@dataclass(frozen=True)
class Expectation:
    """What is expected. `way_back`: the data of the button below the answer; empty: none."""

    what: str
    way_back: str


def put_expectation(
    connection: Connection, organizer_id: int, what: str, *, way_back: str, expires_at: datetime
) -> None:
    """Set what the next free text is for. It replaces an older expectation."""
    values = {"what": what, "way_back": way_back or None, "expires_at": expires_at}
    statement = insert(expectations).values(organizer_id=organizer_id, **values)
    connection.execute(
        statement.on_conflict_do_update(index_elements=["organizer_id"], set_=values)
    )


def read_expectation(
    connection: Connection, organizer_id: int, now: datetime
) -> Expectation | None:
    """What is expected now; None: nothing, or it has expired."""
    query = select(expectations).where(
        expectations.c.organizer_id == organizer_id, expectations.c.expires_at > now
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Expectation(row.what, row.way_back or "")


def remove_expectation(connection: Connection, organizer_id: int) -> None:
    """Forget what was expected."""
    connection.execute(delete(expectations).where(expectations.c.organizer_id == organizer_id))
