"""Open an incident: a spike was seen. People get its card, and a raid is guarded against at once.

A spike within an hour after the last incident closed reopens that one. Runs inside the watch's
transaction.
"""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.detection.arrivals import moment_of
from hotline.domain.detection.baselines import MINUTE, Baseline
from hotline.domain.detection.evidence import EVIDENCE_SECONDS, Evidence, Kind, weigh
from hotline.domain.detection.spikes import Alarm
from hotline.domain.detection.traffic import Traffic
from hotline.domain.incidents import REOPENS_WITHIN, UNATTENDED, Incident
from hotline.domain.notices import NoticeKind
from hotline.domain.sounds import may_repeat
from hotline.store.incident_cards import add_cards, muted_organizers
from hotline.store.incidents import add_incident, change_incident, closed_recently, count_parts
from hotline.store.notices import add_notices
from hotline.store.watch import mark_texts_of_raid
from hotline.usecases.incidents.follow_incident import IncidentFacts, parts_of
from hotline.usecases.mode.enter_guard import enter_guard

_SPIKES = (Kind.RAID, Kind.SURGE)
# More texts and calls than this in a minute still belong to the spike.
_LEAST_OF_IT = 3.0
# The first texts came before the spike could be seen.
_ONSET_MARGIN = timedelta(minutes=1)


@dataclass(frozen=True)
class IncidentAgain(IncidentFacts):
    """`kind`: what the reopened incident is now."""

    kind: Kind = Kind.RAID


INCIDENT_AGAIN = NoticeKind("incident_again", IncidentAgain)


def open_incident(
    connection: Connection, alarm: Alarm, traffic: Traffic, baseline: Baseline, *, now: datetime
) -> Kind:
    """Open a new incident or reopen the last one. Returns its kind."""
    seconds = now.timestamp()
    arrivals = traffic.since(seconds - alarm.window_seconds)
    onset = _onset(traffic, baseline, arrivals[0].at)
    arrivals = traffic.since(onset)
    evidence = weigh(
        traffic.since(max(onset, seconds - EVIDENCE_SECONDS)), insult_share=baseline.insult_share
    )
    last = closed_recently(connection, _SPIKES, now, within=REOPENS_WITHIN)
    kind = evidence.kind(last.kind if last else None)
    found = _found(alarm, kind, evidence, now)
    if last is None:
        usual = baseline.usual_messages(seconds, MINUTE)
        incident_id = _add(connection, found, onset=onset, usual=usual, now=now)
    else:
        incident_id = _reopen(connection, last, found, now)
    count_parts(connection, incident_id, parts_of(arrivals))
    if kind is Kind.RAID:
        since = moment_of(onset) - _ONSET_MARGIN
        enter_guard(connection, incident_id, since=since, now=now)
        mark_texts_of_raid(connection, since)
    return kind


def _onset(traffic: Traffic, baseline: Baseline, seen_from: float) -> float:
    """The timestamp at which it began, which may be long before the alarm's window.

    Looks may have paused, and the shortest window raises its alarm first.
    """
    bound = max(_LEAST_OF_IT, 2 * baseline.usual_messages(seen_from, MINUTE))
    onset = seen_from
    while len(traffic.since(onset - MINUTE, onset)) > bound:
        onset = traffic.since(onset - MINUTE)[0].at
    return onset


def _found(alarm: Alarm, kind: Kind, evidence: Evidence, now: datetime) -> dict[str, Any]:
    """The columns that an incident keeps about its beginning."""
    return {
        "kind": kind,
        "alarm": asdict(alarm),
        "last_alarm_at": now,
        "weighed_at": now,
        "calm_since": None,
        "doubted_since": None,
        **evidence.kept(),
        "kinds": [[now.isoformat(), kind, round(evidence.raid_chance, 3)]],
    }


def _add(
    connection: Connection, found: dict[str, Any], *, onset: float, usual: float, now: datetime
) -> int:
    incident_id = add_incident(
        connection,
        opened_at=now,
        onset_at=moment_of(onset),
        usual_per_minute=usual,
        told_loudly=[now.isoformat()],
        **found,
    )
    add_cards(connection, incident_id, now, is_loud=True)
    return incident_id


def _reopen(connection: Connection, last: Incident, found: dict[str, Any], now: datetime) -> int:
    is_loud = found["kind"] is Kind.RAID or may_repeat(last, now)
    found["kinds"] = [*last.kinds, *found["kinds"]]
    change_incident(
        connection,
        last.id,
        closed_at=None,
        summary=None,
        reopened=last.reopened + 1,
        told_loudly=last.told_loudly_at(now) if is_loud else last.told_loudly,
        # People who opened the hotline did not know of the second wave.
        guard_lifted_at=None,
        **UNATTENDED,
        **found,
    )
    add_cards(connection, last.id, now, is_loud=False)
    facts = IncidentAgain(subjects.incident(last.id), found["kind"])
    muted = muted_organizers(connection, last.id, now)
    add_notices(connection, INCIDENT_AGAIN, facts, now=now, is_loud=is_loud, muted=muted)
    return last.id
