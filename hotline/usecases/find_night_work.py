"""Find whether the night's work is due: once a day, while most people sleep."""

from datetime import datetime

from hotline.domain.days import is_night_work_due
from hotline.store.database import Database
from hotline.store.heartbeats import last_beat
from hotline.store.settings import read_settings

NIGHT_WORK = "night_work"


def find_night_work(*, database: Database, now: datetime) -> bool:
    """True if it is time, and it has not been done to its end today."""
    with database.transaction() as connection:
        timezone = read_settings(connection).timezone
        return is_night_work_due(last_beat(connection, NIGHT_WORK), now, timezone)
