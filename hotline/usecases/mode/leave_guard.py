"""Leave guarded mode: what comes is planned again. Held replies stay held until they are judged.

**Idempotent:** if the mode is not guarded, nothing changes.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.modes import Mode
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act


def leave_guard(
    connection: Connection,
    incident_id: int,
    *,
    consent: Consent,
    now: datetime,
) -> bool:
    """Leave it inside the caller's transaction. True if the hotline was guarded until now.

    Raises RefusedError("needs_two") if it was, and the consent does not cover it.
    """
    settings = read_settings(connection, for_update=True)
    if settings.mode is not Mode.GUARDED:
        return False
    consent.require(Effect.LIFT_GUARD)
    change_settings(connection, mode=Mode.OPEN, guard_since=None)
    record_act(
        connection, Act.UNGUARD, consent.actor, now=now, subject=subjects.incident(incident_id)
    )
    return True
