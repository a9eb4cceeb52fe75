"""Say that one is awake: the card lists who is, so that nobody wakes one more for nothing.

**Idempotent:** who has said so already has said so.
"""

from datetime import datetime

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.audit import who_did
from hotline.store.database import Database
from hotline.store.incidents import get_incident
from hotline.usecases.acts.record_act import record_act, require_organizer


def say_awake(actor: Organizer, incident_id: int, *, database: Database, now: datetime) -> None:
    """Note that the actor is awake while this incident goes on.

    Raises:
        RefusedError: not_allowed, no_such_incident, incident_is_over
    """
    require_organizer(actor)
    with database.transaction() as connection:
        incident = get_incident(connection, incident_id, lock=True)
        if incident is None:
            raise RefusedError(Refusal.NO_SUCH_INCIDENT)
        if not incident.is_open:
            raise RefusedError(Refusal.INCIDENT_IS_OVER)
        subject = subjects.incident(incident_id)
        if actor.id not in who_did(connection, Act.AWAKE, subject):
            record_act(connection, Act.AWAKE, actor, now=now, subject=subject)
