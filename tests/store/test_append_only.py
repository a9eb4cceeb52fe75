"""What was written down stays as it was written."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from hotline.usecases.mode.suspend import suspend


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entries SET verb = 'nothing'",
        "DELETE FROM audit_entries",
        "TRUNCATE audit_entries",
        "TRUNCATE organizers CASCADE",
    ],
)
def test_an_audit_entry_can_be_neither_changed_nor_deleted(database, alice, now, statement):
    suspend(alice, database=database, now=now)

    with pytest.raises(DBAPIError, match="append-only"), database.transaction() as connection:
        connection.execute(text(statement))


def test_a_ledger_entry_can_be_neither_changed_nor_emptied(database, now):
    with database.transaction() as connection:
        connection.execute(
            text(
                "INSERT INTO ledger_entries (kind, day, spent_micros, reserved_micros, created_at)"
                " VALUES ('reserve', '2026-10-30', 0, 1, :now)"
            ),
            {"now": now},
        )
    for statement in (
        "UPDATE ledger_entries SET reserved_micros = 0",
        "TRUNCATE ledger_entries CASCADE",
    ):
        with pytest.raises(DBAPIError, match="append-only"), database.transaction() as connection:
            connection.execute(text(statement))
