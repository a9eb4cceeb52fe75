"""Tell by ALERT_URLS that the bot is silent, and once more when it lives again.

The worker does it: in Telegram nobody is left who could. **Idempotent:** each silence is told once,
and its end once. **On a crash** in the request it is made again after five minutes.
"""

import logging
from datetime import datetime, timedelta

from hotline.gateways.backup_alerts import BackupAlerts
from hotline.store.database import Database
from hotline.store.notices import forget_told, note_told, told_under
from hotline.store.settings import read_settings
from hotline.usecases.checkups.tell_silence import silent_parts
from hotline.words import Words, as_plain_text

log = logging.getLogger(__name__)

_TRY_AGAIN_AFTER = timedelta(minutes=5)
_TOLD, _TRIED = "silent:bot", "silent:bot:tried"


def find_bot_news(*, database: Database, now: datetime) -> bool:
    """Whether the bot has become silent or lives again, and that must be told by ALERT_URLS."""
    with database.transaction() as connection:
        told = told_under(connection, _TOLD)
        if _TRIED in told and now - told[_TRIED] < _TRY_AGAIN_AFTER:
            return False
        return silent_parts(connection, ["bot"], now)["bot"] != (_TOLD in told)


def tell_bot_silence(*, way: BackupAlerts, database: Database, now: datetime) -> bool:
    """Tell by ALERT_URLS that the bot is silent, or lives again. One request to each address.

    Returns:
        True if an address took it.
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        is_silent = silent_parts(connection, ["bot"], now)["bot"]
        # Noted before it is made: a crash in it does not make it again at once.
        forget_told(connection, _TRIED)
        note_told(connection, _TRIED, now)
    words = Words(settings.language, timezone=settings.timezone)
    text = words("elsewhere.bot_silent") if is_silent else words("elsewhere.bot_alive")
    # No transaction is open here.
    if not way.tell(words("elsewhere.title"), as_plain_text(text)):
        log.warning("nobody could be told elsewhere of the bot")
        return False
    with database.transaction() as connection:
        if is_silent:
            note_told(connection, _TOLD, now)
        else:
            forget_told(connection, _TOLD)
    return True
