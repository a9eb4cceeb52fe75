"""End a timed suspension whose time has come. Twice: the second finds the hotline open."""

from datetime import datetime

from hotline.domain.modes import Backlog, Mode
from hotline.store.database import Database
from hotline.store.incidents import open_spike
from hotline.store.settings import read_settings
from hotline.usecases.mode.reopen import reopen


def end_suspension(*, database: Database, now: datetime) -> bool:
    """True if it opened the hotline. What waited is kept: what is too old expires by itself."""
    with database.transaction() as connection:
        settings = read_settings(connection)
        if not _is_over(settings.mode, settings.mode_until, now):
            return False
        # The incident before the settings, as the watch takes them.
        open_spike(connection, lock=True)
        settings = read_settings(connection, for_update=True)
        if not _is_over(settings.mode, settings.mode_until, now):
            return False
        reopen(connection, None, Backlog.KEEP, now)
        return True


def _is_over(mode: Mode, until: datetime | None, now: datetime) -> bool:
    return mode is Mode.SUSPENDED and until is not None and until <= now
