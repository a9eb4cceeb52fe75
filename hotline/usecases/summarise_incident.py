"""Sum an incident up, at its end: the figures that are kept of it, and that people are told."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.incidents import Incident
from hotline.usecases.measure_incident import measure_incident


def summarise_incident(connection: Connection, incident: Incident, now: datetime) -> dict[str, Any]:
    """Counts, amounts in micros, and how long it took in seconds."""
    found = measure_incident(connection, incident, now)
    return {
        "kind": incident.kind,
        "messages": found.crowd.messages,
        "senders": found.crowd.senders,
        "sent": found.sent,
        "spent_micros": found.spent_micros,
        "held": found.held.replies,
        "held_micros": found.held.micros,
        "dropped": found.dropped.replies,
        "saved_micros": found.saved_micros,
        "currency": found.settings.currency,
        "seconds": round((now - incident.onset_at).total_seconds()),
        "peak_per_minute": incident.peak_per_minute,
    }
