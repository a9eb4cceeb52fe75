"""Whether the store itself is sound: its clock, its schema, and the keys of its secrets."""

from dataclasses import dataclass
from datetime import datetime

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, Connection, Table, select, text

from hotline.store.migrate import alembic_config
from hotline.store.tables.encrypted_columns import ENCRYPTED_COLUMNS
from hotline.store.upkeep.secret_keys import keys_of_rows
from hotline.vault import Vault

_ROWS_OF_A_KEY = 1_000
_TRIGGERS = tuple(
    f"{table}.{name}"
    for table in ("audit_entries", "ledger_entries")
    for name in ("append_only", "no_truncate")
)


@dataclass(frozen=True)
class KeyState:
    """`is_readable`: a secret of each key can be decrypted.

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


def missing_triggers(connection: Connection) -> list[str]:
    """Triggers that forbid to change what was written down, and are missing or switched off."""
    query = text(
        "SELECT tgrelid::regclass::text || '.' || tgname FROM pg_trigger"
        " WHERE NOT tgisinternal AND tgenabled <> 'D'"
    )
    there = set(connection.execute(query).scalars())
    return [one for one in _TRIGGERS if one not in there]


def read_key_state(connection: Connection, vault: Vault) -> KeyState:
    """Decrypt a secret of each key in each table. Reads a few rows, however many are stored."""
    has_older = False
    for table, columns, _ in ENCRYPTED_COLUMNS:
        for key_id in keys_of_rows(connection, table):
            secret = _any_secret(connection, table, table.c[columns[0]], key_id)
            if secret is None:
                continue
            if not vault.opens(secret):
                return KeyState(is_readable=False, has_older=True)
            has_older = has_older or key_id != vault.key_id
    return KeyState(is_readable=True, has_older=has_older)


def _any_secret(
    connection: Connection, table: Table, column: Column[bytes], key_id: str
) -> bytes | None:
    """A secret of this key; None: the first rows of the key have none, such as those of calls."""
    # As a range, which is read in the order of the index: an equation may be answered by reading
    # the whole table, where the statistics still say that the key is everywhere.
    rows = (
        select(column.label("secret"))
        .where(table.c.key_id.between(key_id, key_id))
        .order_by(table.c.key_id)
        .limit(_ROWS_OF_A_KEY)
        .subquery()
    )
    query = select(rows.c.secret).where(rows.c.secret.is_not(None)).limit(1)
    return connection.execute(query).scalar()
