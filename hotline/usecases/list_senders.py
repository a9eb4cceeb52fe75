"""List who reached us last."""

from hotline.domain.people import Sender
from hotline.store.database import Database
from hotline.store.senders import latest_senders


def list_senders(*, database: Database, limit: int = 5) -> list[Sender]:
    """The latest senders, the latest first."""
    with database.transaction() as connection:
        return latest_senders(connection, database.vault, limit)
