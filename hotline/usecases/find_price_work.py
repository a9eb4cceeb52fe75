"""Find whether prices are to be asked for: every five minutes, and again if a run was lost."""

from datetime import datetime, timedelta

from hotline.store.database import Database
from hotline.store.heartbeats import last_beat

PRICES = "prices"
_ASK_EVERY = timedelta(minutes=5)


def find_price_work(*, database: Database, now: datetime) -> bool:
    """True unless a run has come to its end lately: a wiped queue does not cost five minutes."""
    with database.transaction() as connection:
        last = last_beat(connection, PRICES)
    return last is None or now - last >= _ASK_EVERY
