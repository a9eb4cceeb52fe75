"""Try the second way (ALERT_URLS) for whoever asked to have their phone rung, and tell them.

**On a crash** it is not tried again: whoever asked hears nothing of it, and may ask again.
"""

from datetime import datetime, timedelta

from hotline.gateways.backup_alerts import BackupAlerts
from hotline.store.database import Database
from hotline.store.notices import forget_told, tell, told_under
from hotline.store.settings import read_settings
from hotline.usecases.team.ring_own_phone import ASKED, TEST_ELSEWHERE, SecondWayTried
from hotline.words import Words, as_plain_text

# Older than this it is no answer any more.
_FRESH = timedelta(minutes=10)


def find_asked_test(*, database: Database) -> bool:
    """Find out whether somebody has asked for it."""
    with database.transaction() as connection:
        return bool(told_under(connection, ASKED))


def try_second_way(*, way: BackupAlerts, database: Database, now: datetime) -> None:
    """Send a test to each address, with one request to each, and tell those who asked.

    Args:
        way: the addresses of the second way.
    """
    with database.transaction() as connection:
        asked = told_under(connection, ASKED)
        for key in asked:
            forget_told(connection, key)
        settings = read_settings(connection)
    ids = [int(key.removeprefix(ASKED)) for key, at in asked.items() if now - at < _FRESH]
    if not ids:
        return
    words = Words(settings.language, timezone=settings.timezone)
    # No transaction is open here.
    told = way.tell(words("elsewhere.title"), as_plain_text(words("elsewhere.test")))
    facts = SecondWayTried(told, way.addresses + way.unreadable)
    with database.transaction() as connection:
        tell(connection, ids, TEST_ELSEWHERE, facts, now=now)
