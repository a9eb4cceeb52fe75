"""Visit our own outside address, as Twilio does, and tell when it does not answer any more.

A web that answers at its own door may still be cut off: a certificate that has run out, a domain, a
router. The worker visits each minute. **Idempotent:** people are told once, after three failures in
a row, and once more when it is well. **On a crash** the next visit counts on.
"""

import logging
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.health import ADDRESS_AWAY, ADDRESS_BACK, AddressFacts
from hotline.gateways.backup_alerts import BackupAlerts
from hotline.gateways.webhook_probe import WebhookProbe
from hotline.store.database import Database
from hotline.store.notices import add_notices
from hotline.store.settings import read_settings
from hotline.store.upkeep.failing_work import add_failure, forget_failures, note_failing_told
from hotline.usecases.checkups.tell_silence import Part, silent_parts
from hotline.words import Words, as_plain_text

log = logging.getLogger(__name__)

_NAME = "own address"
_FAILURES = 3


def visit_own_address(
    probe: WebhookProbe, *, host: str, way: BackupAlerts, database: Database, now: datetime
) -> bool:
    """One visit: two requests, and another to each of ALERT_URLS where something must be told.

    Args:
        host: of our address, as people are told it.

    Returns:
        Whether our webhook answered that it is well, and took a request signed as Twilio's are.
    """
    answer = probe.look()
    is_well = answer.status == 200 and answer.is_ours
    is_well = is_well and probe.request(signed=True).status == 200
    facts = AddressFacts(host, is_unwell=answer.is_ours and answer.status == 503)
    with database.transaction() as connection:
        tell = _tell_back if is_well else _tell_away
        is_news = tell(connection, facts, now)
        settings = read_settings(connection)
    if is_news:
        # No transaction is open here.
        words = Words(settings.language, timezone=settings.timezone)
        kind = ADDRESS_BACK.name if is_well else f"{ADDRESS_AWAY.name}{facts.variant}"
        text = words(f"notice.{kind}", host=host)
        if way.addresses and not way.tell(words("elsewhere.title"), as_plain_text(text)):
            log.warning("nobody could be told elsewhere of our address")
    return is_well


def _tell_back(connection: Connection, facts: AddressFacts, now: datetime) -> bool:
    if not forget_failures(connection, _NAME):
        return False
    add_notices(connection, ADDRESS_BACK, facts, now=now)
    return True


def _tell_away(connection: Connection, facts: AddressFacts, now: datetime) -> bool:
    found = add_failure(connection, _NAME, now)
    if found.failures < _FAILURES or found.told_at is not None:
        return False
    note_failing_told(connection, _NAME, now)
    # The bot has told of a web that is silent as a whole.
    is_loud = not silent_parts(connection, [Part.WEB], now)[Part.WEB]
    add_notices(connection, ADDRESS_AWAY, facts, now=now, is_loud=is_loud)
    return True
