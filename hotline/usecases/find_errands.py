"""Find whether something waits to be done at the provider."""

from datetime import datetime

from hotline.store.database import Database
from hotline.store.errands import waiting_errands


def find_errands(*, database: Database, now: datetime) -> bool:
    """True if an errand's time has come."""
    with database.transaction() as connection:
        return bool(waiting_errands(connection, now))
