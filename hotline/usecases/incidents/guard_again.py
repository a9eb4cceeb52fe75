"""Guard again against a raid, after people had opened the hotline in spite of it.

**Idempotent:** a second call is refused: the guard is on.
"""

from datetime import datetime

from hotline.domain.detection.evidence import Kind
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.incidents import change_incident, get_incident
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.incidents.acknowledge_incident import take_charge
from hotline.usecases.mode.enter_guard import enter_guard


def guard_again(actor: Organizer, incident_id: int, *, database: Database, now: datetime) -> None:
    """Hold what was planned since the raid's onset, except replies that were released.

    Raises:
        RefusedError: not_allowed, no_such_incident, incident_is_over (also if it is no raid),
            already_guarded
    """
    require_organizer(actor)
    with database.transaction() as connection:
        incident = get_incident(connection, incident_id, lock=True)
        if incident is None:
            raise RefusedError(Refusal.NO_SUCH_INCIDENT)
        if not incident.is_open or incident.kind is not Kind.RAID:
            raise RefusedError(Refusal.INCIDENT_IS_OVER)
        if incident.guard_lifted_at is None:
            raise RefusedError(Refusal.ALREADY_GUARDED)
        change_incident(connection, incident.id, guard_lifted_at=None)
        take_charge(connection, incident, actor, now)
        enter_guard(connection, incident.id, since=incident.onset_at, now=now, actor=actor)
