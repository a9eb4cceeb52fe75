"""Enter guarded mode: what was planned since a raid's onset is held, and so is what comes.

**Idempotent:** if the mode is guarded already, only what was planned since is held. While the
hotline is suspended nothing leaves anyway, so nothing changes.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.store.held_replies import hold_planned_since
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act


def enter_guard(
    connection: Connection,
    incident_id: int,
    *,
    since: datetime,
    now: datetime,
    actor: Organizer | None = None,
) -> bool:
    """Enter it inside the caller's transaction. True if the hotline was open until now."""
    # Lock the settings first, as claims do: what is claimed before our commit may still leave.
    settings = read_settings(connection, for_update=True)
    if settings.mode is Mode.SUSPENDED:
        return False
    is_new = settings.mode is Mode.OPEN
    if is_new:
        change_settings(connection, mode=Mode.GUARDED, guard_since=since)
        record_act(connection, Act.GUARD, actor, now=now, subject=subjects.incident(incident_id))
    hold_planned_since(connection, since, now)
    return is_new
