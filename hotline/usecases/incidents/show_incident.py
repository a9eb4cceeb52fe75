"""Show an incident: everything that its card shows."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import ABOUT_INCIDENTS, Act
from hotline.domain.days import day_of
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.forecasts import budget_ends_at
from hotline.domain.incidents import Incident
from hotline.domain.money import Figures, left_micros
from hotline.domain.refusals import Refusal
from hotline.store.audit import AuditEntry, acts_on_incident, who_did
from hotline.store.database import Database
from hotline.store.held_replies import count_held_of
from hotline.store.inbounds import count_received
from hotline.store.incidents import get_incident
from hotline.store.ledger import read_figures
from hotline.store.organizers import get_organizer
from hotline.store.threats import count_threats
from hotline.usecases.incidents.measure_incident import Measured, measure_incident
from hotline.usecases.money.price_replies import Backlogged
from hotline.vault import Vault

_ACTS_SHOWN = 3


@dataclass(frozen=True)
class _Count(Facts):
    """How many senders or replies an act is about (0: not several), and until when it lasts."""

    count: int = 0
    until: datetime | None = None


@dataclass(frozen=True)
class ShownAct:
    """An act on the incident. `by_id` None: the hotline did it by itself."""

    verb: str
    by_id: int | None
    at: datetime
    count: int
    until: datetime | None = None


@dataclass(frozen=True)
class IncidentView:
    """What a card shows. `per_minute`: texts and calls in the last minute.

    `ends_at`: when the budget is used up at this pace; None: not today. `held`: what its buttons
    act on, which is only what is held because of this incident. `worst_micros`: the most that
    replies can cost today; `day`: what today has cost, received texts apart. `threats`: texts of it
    that threaten. `awake`: ids of the organizers who have said so.
    """

    incident: Incident
    measured: Measured
    per_minute: int
    left_micros: int
    ends_at: datetime | None
    acts: list[ShownAct]
    held: Backlogged
    day: Figures = field(default_factory=Figures)
    worst_micros: int = 0
    threats: int = 0
    awake: tuple[int, ...] = ()
    names: dict[int, str] = field(default_factory=dict, repr=False)


def show_incident(incident_id: int, *, database: Database, now: datetime) -> IncidentView:
    """Show the incident as it is now.

    Raises:
        RefusedError: no_such_incident
    """
    with database.transaction() as connection:
        incident = get_incident(connection, incident_id)
        if incident is None:
            raise RefusedError(Refusal.NO_SUCH_INCIDENT)
        return view_incident(connection, database.vault, incident, now)


def view_incident(
    connection: Connection, vault: Vault, incident: Incident, now: datetime
) -> IncidentView:
    """Measure the incident for its card, inside the caller's transaction."""
    measured = measure_incident(connection, incident, now)
    settings = measured.settings
    day, total = read_figures(connection, day_of(now, settings.timezone))
    left = left_micros(settings.budget, day=day, total=total)
    owed = measured.planned.micros
    entries = acts_on_incident(connection, incident, ABOUT_INCIDENTS, limit=_ACTS_SHOWN)
    acts = [_shown(one) for one in entries]
    awake = who_did(connection, Act.AWAKE, subjects.incident(incident.id))
    known = {incident.acknowledged_by, settings.on_call_id(now), *awake}
    return IncidentView(
        incident=incident,
        measured=measured,
        per_minute=count_received(connection, now - timedelta(minutes=1)),
        left_micros=left,
        ends_at=budget_ends_at(
            left, owed_micros=owed, since=incident.onset_at, delay=settings.delay, now=now
        ),
        acts=acts,
        held=measured.pricing.of(count_held_of(connection, incident)),
        day=day,
        worst_micros=day.bound_micros + left,
        threats=count_threats(connection, since=incident.onset_at) if incident.is_open else 0,
        awake=tuple(awake),
        names=_names(connection, vault, {*known, *(act.by_id for act in acts)}),
    )


def _shown(entry: AuditEntry) -> ShownAct:
    found = _Count.from_facts(entry.kept)
    return ShownAct(entry.verb, entry.organizer_id, entry.created_at, found.count, found.until)


def _names(connection: Connection, vault: Vault, organizer_ids: set[int | None]) -> dict[int, str]:
    found = {}
    for organizer_id in organizer_ids:
        organizer = get_organizer(connection, vault, organizer_id) if organizer_id else None
        if organizer_id is None or organizer is None:
            continue
        found[organizer_id] = organizer.name
    return found
