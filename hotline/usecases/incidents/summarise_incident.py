"""Summarise an incident at its end: the figures that are kept and that people are told."""

from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.incidents import Incident, IncidentSummary
from hotline.domain.notices import NoticeKind
from hotline.domain.subjects import Subject
from hotline.store.notices import add_notices
from hotline.usecases.incidents.measure_incident import measure_incident


@dataclass(frozen=True)
class IncidentOver(IncidentSummary):
    """The figures, and which incident they are about."""

    subject: Subject = field(kw_only=True)


INCIDENT_OVER = NoticeKind("incident_over", IncidentOver)


def summarise_incident(
    connection: Connection, incident: Incident, now: datetime
) -> IncidentSummary:
    """Summarise it: counts, amounts in micros, and its length in seconds."""
    found = measure_incident(connection, incident, now)
    return IncidentSummary(
        kind=incident.kind,
        messages=found.crowd.messages,
        senders=found.crowd.senders,
        sent=found.sent,
        spent_micros=found.spent_micros,
        held=found.held.replies,
        held_micros=found.held.micros,
        dropped=found.dropped.replies,
        saved_micros=found.saved_micros,
        currency=found.settings.currency,
        seconds=round((now - incident.onset_at).total_seconds()),
        peak_per_minute=incident.peak_per_minute,
        planned=found.planned.replies,
        planned_micros=found.planned.micros,
    )


def tell_over(
    connection: Connection, incident: Incident, summary: IncidentSummary, now: datetime
) -> None:
    """Tell everybody that it is over."""
    facts = IncidentOver(**asdict(summary), subject=subjects.incident(incident.id))
    add_notices(connection, INCIDENT_OVER, facts, now=now)
