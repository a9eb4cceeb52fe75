"""End a timed suspension whose time has come.

**Idempotent:** a second run finds the hotline open and does nothing.
"""

from datetime import datetime

from hotline.domain.consents import OwnRule, by_itself
from hotline.domain.modes import Backlog, Mode
from hotline.store.database import Database
from hotline.store.incidents import open_spike
from hotline.store.owed_replies import count_due
from hotline.store.settings import read_settings
from hotline.usecases.mode.reopen import reopen
from hotline.usecases.money.price_replies import price_replies


def end_suspension(*, database: Database, now: datetime) -> bool:
    """Resume if the time is over.

    What is planned leaves; what is held stays held, since nobody has looked at it. Replies that
    are too old expire as usual.

    Returns:
        True if it ended the suspension: open, or guarded while a raid is on.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        if not _is_over(settings.mode, settings.mode_until, now):
            return False
        # Lock the incident before the settings, in the order of the watch: no deadlock.
        open_spike(connection, lock=True)
        settings = read_settings(connection, for_update=True)
        if not _is_over(settings.mode, settings.mode_until, now):
            return False
        # Nobody looks at that moment, so what leaves at once is told with its price.
        leaving = price_replies(connection, settings, count_due(connection, now), now)
        consent = by_itself(OwnRule.TIME_IS_OVER)
        reopen(connection, consent, Backlog.LEAVE, now, leaving=leaving)
        return True


def _is_over(mode: Mode, until: datetime | None, now: datetime) -> bool:
    return mode is Mode.SUSPENDED and until is not None and until <= now
