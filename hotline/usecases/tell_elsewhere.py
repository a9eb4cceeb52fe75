"""Tell of a raid by the second way: Telegram is away, or nobody has seen the card.

Twice, or dies between sending and noting it: told twice. Nothing personal is in it, and no figure
that would help who attacks.
"""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.evidence import Kind
from hotline.domain.incidents import Incident
from hotline.domain.modes import Mode
from hotline.gateways.second_way import SecondWay
from hotline.store.database import Database
from hotline.store.heartbeats import read_ages
from hotline.store.incident_cards import was_shown
from hotline.store.incidents import get_incident, open_spike
from hotline.store.notices import note_told, was_told
from hotline.store.settings import read_settings
from hotline.words import Words, as_plain_text

log = logging.getLogger(__name__)

# The bot beats at each poll that Telegram has answered.
_AWAY_AFTER = timedelta(minutes=3)


def find_untold_raid(*, database: Database, now: datetime) -> int | None:
    """The raid that goes on and is to be told elsewhere; once an hour at most."""
    with database.transaction() as connection:
        raid = open_spike(connection)
        if raid is None or raid.kind is not Kind.RAID or now - raid.opened_at < _AWAY_AFTER:
            return None
        if not _is_away(connection, raid, now) or was_told(connection, _key(raid, now)):
            return None
        return raid.id


def tell_elsewhere(incident_id: int, *, way: SecondWay, database: Database, now: datetime) -> bool:
    """Whether anybody was told. One request for each address; tried again half a minute later."""
    with database.transaction() as connection:
        raid, settings = get_incident(connection, incident_id), read_settings(connection)
        if raid is None or raid.closed_at is not None or was_told(connection, _key(raid, now)):
            return False
    words = Words(settings.language, timezone=settings.timezone)
    since = words.moment(raid.onset_at, now=now)
    kind = "elsewhere.raid" if settings.mode is not Mode.OPEN else "elsewhere.raid_unguarded"
    # No transaction is open here.
    told = way.tell(words("elsewhere.title"), as_plain_text(words(kind, since=since)))
    if told < way.addresses:
        log.warning("incident %d was told elsewhere to %d of %d", incident_id, told, way.addresses)
    # Who was told is not told again because somebody else was not.
    if not told:
        return False
    with database.transaction() as connection:
        note_told(connection, _key(raid, now), now)
    return True


def _is_away(connection: Connection, raid: Incident, now: datetime) -> bool:
    age = read_ages(connection, now).get("bot")
    return age is None or age > _AWAY_AFTER or not was_shown(connection, raid.id)


def _key(raid: Incident, now: datetime) -> str:
    hours = (now - raid.opened_at) // timedelta(hours=1)
    return f"elsewhere:{raid.id}:{hours}"
