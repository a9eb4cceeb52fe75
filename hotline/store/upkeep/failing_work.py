"""Queries on work that fails again and again: a task of the scheduler, or a job."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, update
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import failing_work


@dataclass(frozen=True)
class FailingWork:
    """How often it failed in a row, since when, and when people were told; None: not yet."""

    failures: int
    first_at: datetime
    told_at: datetime | None


def add_failure(connection: Connection, name: str, now: datetime) -> FailingWork:
    """Count one more failure of this work, and lock its row."""
    statement = insert(failing_work).values(name=name, failures=1, first_at=now, last_at=now)
    more = {"failures": failing_work.c.failures + 1, "last_at": now}
    statement = statement.on_conflict_do_update(index_elements=[failing_work.c.name], set_=more)
    row = connection.execute(statement.returning(failing_work)).one()
    return FailingWork(row.failures, row.first_at, row.told_at)


def note_failing_told(connection: Connection, name: str, now: datetime) -> None:
    """People are told that it fails."""
    statement = update(failing_work).where(failing_work.c.name == name)
    connection.execute(statement.values(told_at=now))


def forget_failures(connection: Connection, name: str) -> bool:
    """It works again; True if people had been told that it fails."""
    statement = delete(failing_work).where(failing_work.c.name == name)
    told_at = connection.execute(statement.returning(failing_work.c.told_at)).scalar()
    return told_at is not None
