"""Tell of a raid by ALERT_URLS: Telegram is away, no card has arrived, or nobody looks after it.

Each try is recorded before it is made. **On a crash** the next try comes five minutes later; there
are three an hour at most. The alert holds no personal data, and no figure that helps an attacker.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.detection.evidence import Kind
from hotline.domain.incidents import Incident, unattended_for
from hotline.gateways.backup_alerts import BackupAlerts
from hotline.store.database import Database
from hotline.store.heartbeats import read_ages
from hotline.store.incident_cards import was_shown
from hotline.store.incidents import get_incident, open_spike
from hotline.store.notices import note_told, told_under
from hotline.store.settings import read_settings
from hotline.words import Words, as_plain_text

log = logging.getLogger(__name__)

# The bot records a heartbeat at each poll that Telegram answered.
_AWAY_AFTER = timedelta(minutes=3)
_TRIES, _AGAIN_AFTER = 3, timedelta(minutes=5)
_DONE = "done"


def find_untold_raid(*, database: Database, now: datetime) -> int | None:
    """Find the open raid that must be told by ALERT_URLS now.

    Returns:
        The id of the incident; None if there is no such raid, it is younger than three minutes,
        Telegram works and somebody looks after it, or may still (`elsewhere_after`), it was told in
        this hour, or there were too many tries.
    """
    with database.transaction() as connection:
        raid = open_spike(connection)
        if raid is None or raid.kind is not Kind.RAID or now - raid.opened_at < _AWAY_AFTER:
            return None
        after = read_settings(connection).elsewhere_after
        is_untold = _is_away(connection, raid, now) or unattended_for(raid, now) >= after
        if not is_untold or not _may_try(connection, raid, now):
            return None
        return raid.id


def send_backup_alert(
    incident_id: int, *, way: BackupAlerts, database: Database, now: datetime
) -> bool:
    """Send the alert, with one request to each address.

    Args:
        incident_id: of the raid that `find_untold_raid` returned.
        way: the addresses of the second way.

    Returns:
        True if at least one address accepted it. False also if the raid is over, if it was told in
        this hour, or if there were too many tries: then nothing is sent.
    """
    with database.transaction() as connection:
        raid, settings = get_incident(connection, incident_id), read_settings(connection)
        if raid is None or raid.closed_at is not None or not _may_try(connection, raid, now):
            return False
        note_told(connection, f"{_key(raid, now)}:{now:%H%M%S}", now)
        why = "raid" if _is_away(connection, raid, now) else "unattended"
    words = Words(settings.language, timezone=settings.timezone)
    since = words.moment(raid.onset_at, now=now)
    text = words(f"elsewhere.{why}", since=since, state=words(f"elsewhere.{settings.mode}"))
    # No transaction is open here.
    told = way.tell(words("elsewhere.title"), as_plain_text(text))
    if told < way.addresses:
        log.warning("incident %d was told elsewhere to %d of %d", incident_id, told, way.addresses)
    # One address is enough: those that were told are not told again because others failed.
    if not told:
        return False
    with database.transaction() as connection:
        note_told(connection, f"{_key(raid, now)}:{_DONE}", now)
    return True


def _is_away(connection: Connection, raid: Incident, now: datetime) -> bool:
    age = read_ages(connection, now).get("bot")
    return age is None or age > _AWAY_AFTER or not was_shown(connection, raid.id)


def _may_try(connection: Connection, raid: Incident, now: datetime) -> bool:
    """Whether it was not told in this hour, nor tried just now, nor too often."""
    tries = told_under(connection, f"{_key(raid, now)}:")
    if any(key.endswith(_DONE) for key in tries) or len(tries) >= _TRIES:
        return False
    return all(now - at >= _AGAIN_AFTER for at in tries.values())


def _key(raid: Incident, now: datetime) -> str:
    hours = (now - raid.opened_at) // timedelta(hours=1)
    return f"elsewhere:{raid.id}:{hours}"
