"""Acknowledge an incident: somebody looks after it, and the team is not reminded.

**Idempotent:** a second acknowledgement is refused, and names who was faster.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.incidents import Incident
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.incidents import change_incident, get_incident
from hotline.usecases.acts.record_act import record_act, require_organizer


def acknowledge_incident(
    actor: Organizer, incident_id: int, *, database: Database, now: datetime
) -> None:
    """Acknowledge the incident for the whole team.

    Raises:
        RefusedError: not_allowed, no_such_incident, already_acknowledged (naming who was faster)
    """
    require_organizer(actor)
    with database.transaction() as connection:
        incident = get_incident(connection, incident_id, lock=True)
        if incident is None:
            raise RefusedError(Refusal.NO_SUCH_INCIDENT)
        if incident.acknowledged_at is not None:
            raise RefusedError(
                Refusal.ALREADY_ACKNOWLEDGED,
                organizer_id=incident.acknowledged_by,
                at=incident.acknowledged_at,
            )
        change_incident(connection, incident.id, acknowledged_at=now, acknowledged_by=actor.id)
        record_act(
            connection, Act.ACKNOWLEDGE, actor, now=now, subject=subjects.incident(incident.id)
        )


def take_charge(
    connection: Connection, incident: Incident, actor: Organizer, now: datetime
) -> None:
    """Acknowledge the incident for the organizer who acts on it, unless somebody already did."""
    if incident.acknowledged_at is None:
        change_incident(connection, incident.id, acknowledged_at=now, acknowledged_by=actor.id)
