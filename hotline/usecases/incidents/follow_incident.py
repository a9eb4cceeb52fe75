"""Follow an incident: count who takes part, weigh it again, guard or stop guarding, close it.

Runs inside the watch's transaction, with the incident's row locked.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.consents import OwnRule, by_itself
from hotline.domain.detection.arrivals import Arrival, moment_of
from hotline.domain.detection.baselines import MINUTE, Baseline
from hotline.domain.detection.evidence import EVIDENCE_SECONDS, Evidence, Kind, weigh
from hotline.domain.detection.spikes import pace_per_minute
from hotline.domain.detection.traffic import Traffic
from hotline.domain.facts import Facts
from hotline.domain.inbounds import InboundKind
from hotline.domain.incidents import UNATTENDED, Course, Incident, follow
from hotline.domain.notices import NoticeKind
from hotline.domain.sounds import change_sounds
from hotline.domain.subjects import Subject
from hotline.store.held_replies import hold_planned_since
from hotline.store.incident_cards import muted_organizers
from hotline.store.incidents import Part, change_incident, count_parts
from hotline.store.notices import add_notices
from hotline.store.settings import read_settings
from hotline.store.watch import mark_texts_of_raid
from hotline.usecases.incidents.ring_again import guard_unattended, ring_again
from hotline.usecases.incidents.summarise_incident import summarise_incident, tell_over
from hotline.usecases.mode.enter_guard import enter_guard
from hotline.usecases.mode.leave_guard import leave_guard

_ORDINARY = by_itself(OwnRule.TRAFFIC_IS_ORDINARY)


@dataclass(frozen=True)
class IncidentFacts(Facts):
    """Which incident."""

    subject: Subject


INCIDENT_RAID = NoticeKind("incident_raid", IncidentFacts)
INCIDENT_SURGE = NoticeKind("incident_surge", IncidentFacts)

# The evidence changes with every text, but people need not see every change.
_WEIGHED_EVERY = timedelta(seconds=10)


def follow_incident(
    connection: Connection,
    incident: Incident,
    traffic: Traffic,
    baseline: Baseline,
    new: Sequence[Arrival],
    *,
    now: datetime,
) -> Kind | None:
    """Follow the incident for one look. Returns its present kind; None: it is over."""
    count_parts(connection, incident.id, parts_of(new))
    seconds = now.timestamp()
    last_minute = float(traffic.count_since(seconds - MINUTE))
    is_fresh = timedelta(0) <= now - incident.weighed_at < _WEIGHED_EVERY
    if incident.kind is Kind.RAID and is_fresh:
        # It is guarded already, and any other kind takes minutes to show.
        if last_minute > incident.peak_per_minute:
            change_incident(connection, incident.id, peak_per_minute=last_minute)
        return incident.kind
    since = max(incident.onset_at.timestamp(), seconds - EVIDENCE_SECONDS)
    evidence = weigh(traffic.since(since), insult_share=baseline.insult_share)
    usual = baseline.usual_messages(seconds, MINUTE)
    pace = pace_per_minute(traffic, seconds)
    course = follow(incident, pace, evidence, now, usual_now=usual)
    values = _changes(incident, course, evidence, last_minute, now)
    if course.kind is not incident.kind:
        values |= _rename(connection, incident, course.kind, now)
    if course.is_over:
        values |= _close(connection, incident, now)
    elif course.kind is Kind.RAID:
        values |= _guard(connection, incident, now)
    if values:
        change_incident(connection, incident.id, **values)
    return None if course.is_over else course.kind


def _changes(
    incident: Incident, course: Course, evidence: Evidence, last_minute: float, now: datetime
) -> dict[str, Any]:
    """The columns that this look changes."""
    found: dict[str, Any] = {
        "kind": course.kind,
        "calm_since": course.calm_since,
        "doubted_since": course.doubted_since,
        "peak_per_minute": max(incident.peak_per_minute, last_minute),
    }
    is_renamed = course.kind is not incident.kind
    is_written = course.calm_since is None and now - incident.weighed_at >= _WEIGHED_EVERY
    if is_written:
        found["weighed_at"] = now
    if is_written or is_renamed:
        found |= evidence.kept()
    if is_renamed:
        chance = round(evidence.raid_chance, 3)
        found["kinds"] = [*incident.kinds, [now.isoformat(), course.kind, chance]]
    return {name: value for name, value in found.items() if getattr(incident, name) != value}


def _rename(
    connection: Connection, incident: Incident, kind: Kind, now: datetime
) -> dict[str, Any]:
    """Tell people that it is a raid after all; or, without a sound, that it is none."""
    facts = IncidentFacts(subjects.incident(incident.id))
    if change_sounds(incident.kind, kind):
        mark_texts_of_raid(connection, incident.onset_at)
        muted = muted_organizers(connection, incident.id, now)
        add_notices(connection, INCIDENT_RAID, facts, now=now, muted=muted)
        # Who acknowledged the surge has not seen the raid.
        return {**UNATTENDED, "told_loudly": incident.told_loudly_at(now)}
    leave_guard(connection, incident.id, consent=_ORDINARY, now=now)
    add_notices(connection, INCIDENT_SURGE, facts, now=now)
    return {}


def _guard(connection: Connection, incident: Incident, now: datetime) -> dict[str, Any]:
    """Hold what is planned, and ring again for a raid that nobody looks after."""
    settings = read_settings(connection)
    values = guard_unattended(connection, incident, settings, now)
    if incident.guard_lifted_at is None or values:
        if settings.guard_since is None:
            enter_guard(connection, incident.id, since=incident.onset_at, now=now)
        else:
            hold_planned_since(connection, settings.guard_since, now)
    return values | ring_again(connection, incident, settings, now)


def _close(connection: Connection, incident: Incident, now: datetime) -> dict[str, Any]:
    leave_guard(connection, incident.id, consent=_ORDINARY, now=now)
    summary = summarise_incident(connection, incident, now)
    tell_over(connection, incident, summary, now)
    return {"closed_at": now, "summary": summary.to_facts()}


def parts_of(arrivals: Iterable[Arrival]) -> list[Part]:
    """What each sender did. Withheld numbers have no sender and are left out."""
    found: dict[int, list[Arrival]] = {}
    for one in arrivals:
        if one.sender_id:
            found.setdefault(one.sender_id, []).append(one)
    return [_part(sender_id, theirs) for sender_id, theirs in sorted(found.items())]


def _part(sender_id: int, theirs: Sequence[Arrival]) -> Part:
    calls = sum(one.kind is InboundKind.CALL for one in theirs)
    return Part(
        sender_id,
        texts=len(theirs) - calls,
        calls=calls,
        first_at=moment_of(min(one.at for one in theirs)),
        last_at=moment_of(max(one.at for one in theirs)),
    )
