"""Leave guarded mode: what comes is planned again. Held replies stay held until they are judged.

**Idempotent:** if the mode is not guarded, nothing changes.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act


def leave_guard(
    connection: Connection, incident_id: int, *, now: datetime, actor: Organizer | None = None
) -> bool:
    """Leave it inside the caller's transaction. True if the hotline was guarded until now."""
    settings = read_settings(connection, for_update=True)
    if settings.mode is not Mode.GUARDED:
        return False
    change_settings(connection, mode=Mode.OPEN, guard_since=None)
    record_act(connection, Act.UNGUARD, actor, now=now, subject=subjects.incident(incident_id))
    return True
