"""Record the heartbeat of a part of the hotline: it works."""

from datetime import datetime

from hotline.store.database import Database
from hotline.store.heartbeats import beat


def record_heartbeat(name: str, *, database: Database, now: datetime) -> None:
    """Record that a part works now.

    Args:
        name: one of `hotline.domain.health.PARTS`.
    """
    with database.transaction() as connection:
        beat(connection, name, now)
