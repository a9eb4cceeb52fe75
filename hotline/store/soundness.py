"""Whether the store itself is sound: its clock, its schema, and the key its secrets need."""

from dataclasses import dataclass
from datetime import datetime

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, exists, select, text

from hotline.store.migrate import alembic_config
from hotline.store.tables import inbounds, organizers, senders
from hotline.vault import UnreadableSecretError, Vault


@dataclass(frozen=True)
class KeyState:
    """`is_readable`: what was written lately opens. `has_older`: some needs an older key."""

    is_readable: bool
    has_older: bool


def server_time(connection: Connection) -> datetime:
    """What PostgreSQL's clock says."""
    found: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    return found


def schema_is_current(connection: Connection) -> bool:
    """Whether every migration has run, and none that this program does not know."""
    wanted = ScriptDirectory.from_config(alembic_config(connection)).get_heads()
    return set(MigrationContext.configure(connection).get_current_heads()) == set(wanted)


def read_key_state(connection: Connection, vault: Vault) -> KeyState:
    """Reads the newest secret of each table; looks for rows of older keys in all of them."""
    secrets = (organizers.c.name_secret, senders.c.number_secret, inbounds.c.body_secret)
    has_older = False
    for column in secrets:
        of = column.table
        newest = select(column).where(column.is_not(None)).order_by(of.c.id.desc()).limit(1)
        secret = connection.execute(newest).scalar_one_or_none()
        if secret is not None and not _opens(vault, secret):
            return KeyState(is_readable=False, has_older=True)
        older = select(exists().where(column.is_not(None), of.c.key_id != vault.key_id))
        has_older = has_older or bool(connection.execute(older).scalar_one())
    return KeyState(is_readable=True, has_older=has_older)


def _opens(vault: Vault, secret: bytes) -> bool:
    try:
        vault.read(secret)
    except UnreadableSecretError:
        return False
    return True
