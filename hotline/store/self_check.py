"""Whether the store itself is sound: its clock, its schema, and the keys of its secrets."""

from dataclasses import dataclass
from datetime import datetime

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, select, text
from sqlalchemy.dialects.postgresql import distinct_on

from hotline.store.migrate import alembic_config
from hotline.store.tables.encrypted_columns import ENCRYPTED_COLUMNS
from hotline.vault import UnreadableSecretError, Vault


@dataclass(frozen=True)
class KeyState:
    """`is_readable`: the newest secret of each key can be decrypted.

    `has_older`: some secrets need a key that is not the first.
    """

    is_readable: bool
    has_older: bool


def server_time(connection: Connection) -> datetime:
    """The present moment by PostgreSQL's clock."""
    found: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return found


def schema_is_current(connection: Connection) -> bool:
    """Whether every migration has run, and none that is unknown to this program."""
    wanted = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(wanted)


def read_key_state(connection: Connection, vault: Vault) -> KeyState:
    """Decrypt the newest secret of each key in each table. Reads all rows of those tables."""
    has_older = False
    for table, columns, _ in ENCRYPTED_COLUMNS:
        column = table.c[columns[0]]
        query = select(table.c.key_id, column).where(column.is_not(None))
        newest = query.ext(distinct_on(table.c.key_id)).order_by(table.c.key_id, table.c.id.desc())
        for key_id, secret in connection.execute(newest):
            if not _opens(vault, secret):
                return KeyState(is_readable=False, has_older=True)
            has_older = has_older or key_id != vault.key_id
    return KeyState(is_readable=True, has_older=has_older)


def _opens(vault: Vault, secret: bytes) -> bool:
    try:
        vault.read(secret)
    except UnreadableSecretError:
        return False
    return True
