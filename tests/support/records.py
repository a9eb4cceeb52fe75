"""What the audit log and the notices say."""

from hotline.store.database import Database
from tests.support.inbounds import rows


def audited(database: Database) -> list[str]:
    return [verb for (verb,) in rows(database, "SELECT verb FROM audit_entries ORDER BY id")]


def told(database: Database) -> list[tuple[int, str]]:
    """[(who was told, of what)]"""
    return rows(database, "SELECT organizer_id, kind FROM notices ORDER BY id")
