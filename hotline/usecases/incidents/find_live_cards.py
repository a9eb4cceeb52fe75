"""Find the cards of incidents that are due to be sent, or checked for an edit."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.incidents import Busy
from hotline.domain.roles import Role
from hotline.domain.settings import HotlineSettings
from hotline.domain.sounds import may_sound
from hotline.store.alerts import read_alerts
from hotline.store.database import Database
from hotline.store.incident_cards import CardState, add_missing_cards, live_cards
from hotline.store.incidents import busiest_senders, get_incident
from hotline.store.on_call import on_call
from hotline.store.organizers import get_organizer
from hotline.store.team_group import read_team_group
from hotline.usecases.incidents.show_incident import IncidentView, view_incident
from hotline.vault import Vault

# Telegram accepts about one edit every three seconds; people do not read faster.
EDIT_GAP = timedelta(seconds=5)
# The slower rhythm, once people have had time to look.
_LATER_GAP = timedelta(seconds=20)
_BUSIEST_SHOWN = 8


@dataclass(frozen=True)
class LiveCard:
    """A card in an organizer's chat or in the team's group, and what it should show now.

    `language` None: the hotline's own. `role`: of its reader. `thread_id`: the topic of a group.
    `busiest`: who sends most, for a rich card's table.
    """

    state: CardState
    chat_id: int = field(repr=False)
    language: str | None
    view: IncidentView
    role: Role
    thread_id: int | None = None
    busiest: tuple[Busy, ...] = ()


def find_live_cards(*, database: Database, now: datetime) -> list[LiveCard]:
    """Find the cards that are due, measuring each incident once for all its readers.

    Returns:
        Cards of open and recently closed incidents that are due: not shown in the last five
        seconds, or twenty seconds once the incident is ten minutes old.
    """
    with database.transaction() as connection:
        add_missing_cards(connection, now)
        views: dict[int, IncidentView] = {}
        busiest: dict[int, tuple[Busy, ...]] = {}
        found = []
        for state in live_cards(connection, now, gap=EDIT_GAP, later_gap=_LATER_GAP):
            incident = get_incident(connection, state.incident_id)
            whose = _whose(connection, database.vault, state)
            if incident is None or whose is None:
                continue
            chat_id, language, role, thread_id = whose
            if incident.id not in views:
                views[incident.id] = view_incident(connection, database.vault, incident, now)
            view = views[incident.id]
            shown = replace(
                state, is_loud=_may_sound(connection, state, now, view.measured.settings)
            )
            if state.is_rich and incident.id not in busiest:
                rows = busiest_senders(connection, incident.id, limit=_BUSIEST_SHOWN)
                busiest[incident.id] = tuple(rows)
            table = busiest[incident.id] if state.is_rich else ()
            found.append(LiveCard(shown, chat_id, language, view, role, thread_id, table))
        return found


def _may_sound(
    connection: Connection, state: CardState, now: datetime, settings: HotlineSettings
) -> bool:
    """Whether it may sound: in the group yes, for a person as they chose. An edit has no sound."""
    if not state.is_loud or state.organizer_id is None or state.message_id is not None:
        return state.is_loud
    alerts = read_alerts(connection, state.organizer_id)
    is_on_call = on_call(connection, settings, state.organizer_id, now)
    return may_sound("incident", alerts, now, settings.timezone, is_on_call=is_on_call)


def _whose(
    connection: Connection, vault: Vault, state: CardState
) -> tuple[int, str | None, Role, int | None] | None:
    """(chat, language, role, topic); None: nobody's, any longer. In a group many have roles."""
    if state.organizer_id is None:
        group = read_team_group(connection, vault)
        return None if group is None else (group.chat_id, None, Role.ORGANIZER, group.thread_id)
    to = get_organizer(connection, vault, state.organizer_id)
    return None if to is None else (to.telegram_id, to.language, to.role, None)
