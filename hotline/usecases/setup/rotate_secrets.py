"""Encrypt everything again with the newest key, so that the older keys can be removed.

**Idempotent:** rows that already have the newest key are not touched. **On a crash** the batches
that were committed stay, and the next run does the rest. It may run while the hotline works.
"""

from collections.abc import Sequence

from sqlalchemy import Column, Connection, Table, select, update

from hotline.store.database import Database
from hotline.store.tables.encrypted_columns import ENCRYPTED_COLUMNS
from hotline.store.upkeep.secret_keys import forget_older_keys
from hotline.vault import Vault

_BATCH = 500


def rotate_secrets(*, database: Database) -> int:
    """Encrypt the rows that have an older key, in batches of 500.

    Returns:
        How many rows were encrypted again.
    """
    rotated = 0
    for table, secrets, finder in ENCRYPTED_COLUMNS:
        while True:
            with database.transaction() as connection:
                count = _rotate_batch(connection, database.vault, table, secrets, finder)
            if not count:
                break
            rotated += count
    with database.transaction() as connection:
        forget_older_keys(connection, database.vault)
    return rotated


def _rotate_batch(
    connection: Connection,
    vault: Vault,
    table: Table,
    secrets: Sequence[str],
    finder: tuple[str, str] | None,
) -> int:
    key_id: Column[str] = table.c.key_id
    query = select(table).where(key_id != vault.key_id).order_by(table.c.id).limit(_BATCH)
    rows = connection.execute(query.with_for_update()).all()
    for row in rows:
        texts = {name: vault.read(row._mapping[name]) for name in secrets if row._mapping[name]}
        values: dict[str, object] = {name: vault.hide(text) for name, text in texts.items()}
        if finder is not None:
            values[finder[0]] = vault.find(texts[finder[1]])
        connection.execute(
            update(table).where(table.c.id == row.id).values(key_id=vault.key_id, **values)
        )
    return len(rows)
