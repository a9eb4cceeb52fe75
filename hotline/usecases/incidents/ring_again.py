"""Ring again for a raid that nobody looks after: the steps that owners set, and the dead-man rule.

Runs inside the watch's transaction, with the incident's row locked. **Idempotent:** each step is
noted with its notice, in the same transaction.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import ABOUT_INCIDENTS
from hotline.domain.facts import Facts
from hotline.domain.incidents import Incident, raid_since, unattended_for
from hotline.domain.modes import Mode
from hotline.domain.notices import NoticeKind
from hotline.domain.settings import HotlineSettings
from hotline.domain.subjects import Subject
from hotline.store.audit import last_act_on_incident
from hotline.store.incident_cards import muted_organizers
from hotline.store.notices import add_notices, note_told

# A guard that people lifted comes back if nobody has done anything about the raid for this long.
_LET_ALONE = timedelta(minutes=15)


@dataclass(frozen=True)
class Unacknowledged(Facts):
    """`is_unguarded`: the guard was lifted, so replies leave."""

    subject: Subject
    is_unguarded: bool = False


@dataclass(frozen=True)
class GuardedAgain(Facts):
    """Which incident."""

    subject: Subject


INCIDENT_UNACKNOWLEDGED = NoticeKind("incident_unacknowledged", Unacknowledged)
INCIDENT_LOUDER = NoticeKind("incident_louder", Unacknowledged)
INCIDENT_GUARDED_AGAIN = NoticeKind("incident_guarded_again", GuardedAgain)


def ring_again(
    connection: Connection, incident: Incident, settings: HotlineSettings, now: datetime
) -> dict[str, Any]:
    """Tell everybody at the steps that are due; the columns of the incident that change."""
    unattended = unattended_for(incident, now)
    facts = Unacknowledged(
        subjects.incident(incident.id), is_unguarded=incident.guard_lifted_at is not None
    )
    if unattended >= settings.remind_after and incident.told_again_at is None:
        told = _ring(connection, INCIDENT_UNACKNOWLEDGED, incident, facts, now)
        return {"told_again_at": now, **told}
    if unattended >= settings.louder_after and incident.told_again_at is not None:
        key = f"louder:{incident.id}:{raid_since(incident).isoformat()}"
        if note_told(connection, key, now):
            return _ring(connection, INCIDENT_LOUDER, incident, facts, now)
    return {}


def _ring(
    connection: Connection,
    kind: NoticeKind[Unacknowledged],
    incident: Incident,
    facts: Unacknowledged,
    now: datetime,
) -> dict[str, Any]:
    """Tell everybody, without a sound on the phones that are muted for this incident."""
    muted = muted_organizers(connection, incident.id, now)
    add_notices(connection, kind, facts, now=now, muted=muted)
    return {"told_loudly": incident.told_loudly_at(now)}


def guard_unattended(
    connection: Connection, incident: Incident, settings: HotlineSettings, now: datetime
) -> dict[str, Any]:
    """Guard again against a raid that people opened the hotline to, and then left alone.

    Returns the columns of the incident that change; none if somebody has acted on it lately, or if
    nothing leaves: the hotline is suspended.
    """
    if settings.mode is Mode.SUSPENDED:
        return {}
    if incident.guard_lifted_at is None or now - incident.guard_lifted_at < _LET_ALONE:
        return {}
    last = last_act_on_incident(connection, incident, ABOUT_INCIDENTS)
    if last is not None and now - last < _LET_ALONE:
        return {}
    facts = GuardedAgain(subjects.incident(incident.id))
    add_notices(connection, INCIDENT_GUARDED_AGAIN, facts, now=now)
    return {"guard_lifted_at": None, "told_loudly": incident.told_loudly_at(now)}
