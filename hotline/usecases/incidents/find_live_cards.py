"""Find the cards of incidents that are to be sent, or edited since what they show has changed."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.alerts import may_sound
from hotline.store.alerts import read_alerts
from hotline.store.database import Database
from hotline.store.incident_cards import CardState, add_missing_cards, live_cards
from hotline.store.incidents import get_incident
from hotline.store.organizers import get_organizer
from hotline.store.team_group import read_group
from hotline.usecases.incidents.show_incident import IncidentView, view_incident
from hotline.vault import Vault

# Telegram bears about an edit each three seconds; a person reads no faster.
EDIT_GAP = timedelta(seconds=5)
# Once people have had time to look.
_LATER_GAP = timedelta(seconds=20)


@dataclass(frozen=True)
class LiveCard:
    """A card in the chat of an organizer, or of the team's group, and what it should show now.

    `language` None: the hotline's own.
    """

    state: CardState
    chat_id: int = field(repr=False)
    language: str | None
    view: IncidentView


def find_live_cards(*, database: Database, now: datetime) -> list[LiveCard]:
    """Each incident is measured once, however many organizers look at it."""
    with database.transaction() as connection:
        add_missing_cards(connection, now)
        views: dict[int, IncidentView] = {}
        found = []
        for state in live_cards(connection, now, gap=EDIT_GAP, later_gap=_LATER_GAP):
            incident = get_incident(connection, state.incident_id)
            chat_id, language = _whose(connection, database.vault, state)
            if incident is None or chat_id is None:
                continue
            if incident.id not in views:
                views[incident.id] = view_incident(connection, database.vault, incident, now)
            view = views[incident.id]
            timezone = view.measured.settings.timezone
            shown = replace(state, is_loud=_may_sound(connection, state, now, timezone))
            found.append(LiveCard(shown, chat_id, language, view))
        return found


def _may_sound(connection: Connection, state: CardState, now: datetime, timezone: str) -> bool:
    """In the group it may; a person chooses. What is edited makes no sound anyhow."""
    if not state.is_loud or state.organizer_id is None or state.message_id is not None:
        return state.is_loud
    return may_sound("incident", read_alerts(connection, state.organizer_id), now, timezone)


def _whose(connection: Connection, vault: Vault, state: CardState) -> tuple[int | None, str | None]:
    if state.organizer_id is None:
        return read_group(connection, vault), None
    to = get_organizer(connection, vault, state.organizer_id)
    return (to.telegram_id, to.language) if to else (None, None)
