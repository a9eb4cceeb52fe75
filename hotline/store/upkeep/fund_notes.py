"""Notes of funds: where money comes from may name a person, so only the vault holds them.

They are beside the ledger, whose entries cannot be written again when the key is changed.
"""

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import clear_fund_notes, fund_notes
from hotline.vault import UnreadableSecretError, Vault


def keep_fund_note(connection: Connection, vault: Vault, entry_id: int, note: str) -> None:
    """Keep the note of a fund. **Idempotent:** a note that is kept stays."""
    values = {"entry_id": entry_id, "note_secret": vault.hide(note), "key_id": vault.key_id}
    connection.execute(insert(fund_notes).values(**values).on_conflict_do_nothing())


def move_fund_note(connection: Connection, entry_id: int, secret: str, key_id: str) -> None:
    """Keep a note that is encrypted already, as its proposal kept it until it was confirmed."""
    values = {"entry_id": entry_id, "note_secret": secret.encode(), "key_id": key_id}
    connection.execute(insert(fund_notes).values(**values).on_conflict_do_nothing())


def read_fund_note(connection: Connection, vault: Vault, entry_id: int) -> str | None:
    """The note of a fund; None: it has none, or no key decrypts it."""
    query = select(fund_notes.c.note_secret).where(fund_notes.c.entry_id == entry_id)
    secret = connection.execute(query).scalar_one_or_none()
    try:
        return None if secret is None else vault.read(secret)
    except UnreadableSecretError:
        return None


def hide_clear_notes(connection: Connection, vault: Vault) -> int:
    """Encrypt the notes that an older program wrote in clear; how many."""
    rows = connection.execute(delete(clear_fund_notes).returning(clear_fund_notes)).all()
    for row in rows:
        keep_fund_note(connection, vault, row.entry_id, row.note)
    return len(rows)
