"""Migrate what is encrypted: a migration of the schema has no key, so it cannot.

**Idempotent:** each change is noted once it is done, and what is changed is left. **On a crash**
the batches that were committed stay, and the next run does the rest.
"""

from collections.abc import Callable

from hotline.store.database import Database
from hotline.store.sessions.admission import StoreRefusedError
from hotline.store.upkeep.fund_notes import hide_clear_notes
from hotline.store.upkeep.joined_senders import join_batch
from hotline.store.upkeep.secret_keys import key_problem, note_keys_of_rows
from hotline.store.upkeep.secret_migrations import is_done, note_done


def refuse_unknown_keys(*, database: Database) -> None:
    """Refuse to go on if any row was written with a key that SECRET_KEY lacks. Reads every row.

    Raises:
        StoreRefusedError: its sentence says which key to put back
    """
    with database.engine.begin() as connection:
        note_keys_of_rows(connection)
        problem = key_problem(connection, database.vault)
    if problem is not None:
        raise StoreRefusedError([problem])


def migrate_secrets(*, database: Database) -> None:
    """Make every change of encrypted rows that was not made before, in batches."""
    for name, change in _CHANGES.items():
        with database.transaction() as connection:
            if is_done(connection, name):
                continue
        change(database)
        with database.transaction() as connection:
            note_done(connection, name)


def _join_senders(database: Database) -> None:
    last_id: int | None = 0
    while last_id is not None:
        with database.transaction() as connection:
            last_id = join_batch(connection, database.vault, after=last_id)


def _hide_notes(database: Database) -> None:
    with database.transaction() as connection:
        hide_clear_notes(connection, database.vault)


_CHANGES: dict[str, Callable[[Database], None]] = {
    "one_person_one_number": _join_senders,
    "notes_of_funds": _hide_notes,
}
