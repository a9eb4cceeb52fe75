"""Find the cards of incidents that are to be sent, or edited since what they show has changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.store.incident_cards import CardState, add_missing_cards, live_cards
from hotline.store.incidents import get_incident
from hotline.store.organizers import get_organizer
from hotline.usecases.show_incident import IncidentView, view_incident

# Telegram bears about an edit each three seconds; a person reads no faster.
EDIT_GAP = timedelta(seconds=5)
# Once people have had time to look.
_LATER_GAP = timedelta(seconds=20)


@dataclass(frozen=True)
class LiveCard:
    """One organizer's card, and what it should show now."""

    state: CardState
    to: Organizer
    view: IncidentView


def find_live_cards(*, database: Database, now: datetime) -> list[LiveCard]:
    """Each incident is measured once, however many organizers look at it."""
    with database.transaction() as connection:
        add_missing_cards(connection, now)
        views: dict[int, IncidentView] = {}
        found = []
        for state in live_cards(connection, now, gap=EDIT_GAP, later_gap=_LATER_GAP):
            incident = get_incident(connection, state.incident_id)
            to = get_organizer(connection, database.vault, state.organizer_id)
            if incident is None or to is None:
                continue
            if incident.id not in views:
                views[incident.id] = view_incident(connection, database.vault, incident, now)
            found.append(LiveCard(state, to, views[incident.id]))
        return found
