"""Mute an incident for one organizer: for an hour, nothing about it makes a sound.

The card is still edited. **Idempotent:** a second call starts the hour again.
"""

from datetime import datetime, timedelta

from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.incident_cards import mute_card
from hotline.store.incidents import get_incident

MUTED_FOR = timedelta(hours=1)


def mute_incident(
    actor: Organizer, incident_id: int, *, database: Database, now: datetime
) -> datetime:
    """Mute the incident for the actor, who may be an observer.

    Returns:
        When the hour ends.

    Raises:
        RefusedError: no_such_incident
    """
    with database.transaction() as connection:
        if get_incident(connection, incident_id) is None:
            raise RefusedError(Refusal.NO_SUCH_INCIDENT)
        mute_card(connection, incident_id, actor.id, now + MUTED_FOR)
    return now + MUTED_FOR
