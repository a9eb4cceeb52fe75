"""Change what makes a sound on one's own telephone, and what one wants to see.

Nobody can change another organizer's choice.
"""

from datetime import datetime, timedelta

from hotline.domain.errors import RejectedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.sounds import Alerts, Level
from hotline.domain.written.hours import read_hour, read_span
from hotline.store.alerts import read_alerts
from hotline.store.database import Database
from hotline.store.organizers import change_organizer

MUTED_FOR = timedelta(hours=8)


def show_alerts(actor: Organizer, *, database: Database) -> Alerts:
    """Show one's own choice."""
    with database.transaction() as connection:
        return read_alerts(connection, actor.id)


def change_alerts(
    actor: Organizer, what: str, value: str, *, database: Database, now: datetime
) -> Alerts:
    """Change one's own choice. Observers may too.

    Args:
        what: "level", "quiet", "digest", "raids", "mute", "texts" or "rich".
        value: for level, a value of Level; for quiet, hours such as "22-7" or "22h à 7h", or
            "off"; for digest, an hour such as "9", or "off"; for the others "on" or "off".

    Returns:
        The whole choice as it is now.

    Raises:
        RejectedError: not_an_alert
    """
    with database.transaction() as connection:
        values = _values(what, value, now)
        if values is None:
            raise RejectedError(Refusal.NOT_AN_ALERT)
        change_organizer(connection, actor.id, **values)
        return read_alerts(connection, actor.id)


def _values(what: str, value: str, now: datetime) -> dict[str, object] | None:
    is_on = value == "on"
    if what == "level" and value in tuple(Level):
        return {"alert_level": value}
    if what == "quiet":
        return _quiet(value)
    if what == "digest":
        return _digest(value)
    if value not in ("on", "off"):
        return None
    switches: dict[str, dict[str, object]] = {
        "raids": {"raids_sound": is_on},
        "mute": {"muted_until": now + MUTED_FOR if is_on else None},
        "texts": {"sees_texts": is_on},
        "rich": {"sees_rich": is_on},
    }
    return switches.get(what)


def _quiet(value: str) -> dict[str, object] | None:
    if value == "off":
        return {"quiet_from": None, "quiet_to": None}
    span = read_span(value)
    return None if span is None else {"quiet_from": span[0], "quiet_to": span[1]}


def _digest(value: str) -> dict[str, object] | None:
    hour = read_hour(value)
    if value != "off" and hour is None:
        return None
    return {"digest_hour": None if value == "off" else hour}
