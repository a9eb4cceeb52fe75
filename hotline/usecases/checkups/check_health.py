"""Check which parts of the hotline are alive, and whether an inbound could be kept now."""

from datetime import datetime

from hotline.domain.health import PartHealth, examine
from hotline.store.database import Database
from hotline.store.heartbeats import read_ages
from hotline.store.settings import read_settings


def check_health(*, database: Database, now: datetime) -> list[PartHealth]:
    """Read each part's health; it raises where inbounds could not be kept.

    Raises:
        SQLAlchemyError: PostgreSQL does not answer.
        NotSetUpError: the database has no settings yet.
    """
    with database.transaction() as connection:
        read_settings(connection)
        return examine(read_ages(connection, now))
