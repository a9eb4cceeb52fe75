"""Show the traffic around an incident, minute by minute, next to what is usual: for its picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import sqrt

from sqlalchemy import Connection

from hotline.domain.acts import ABOUT_INCIDENTS, Act
from hotline.domain.detection.baselines import MINUTE
from hotline.domain.detection.evidence import Kind
from hotline.domain.incidents import Incident
from hotline.domain.modes import MODE_ACTS, Mode, ModeChange, ModeSpan, mode_after, mode_spans
from hotline.store.audit import acts_on_incident, entries_of
from hotline.store.database import Database
from hotline.store.settings import read_settings
from hotline.store.traffic_minutes import MinuteFates, count_fates, read_minutes
from hotline.usecases.mode.reopen import ResumeFacts

# Before and after it half its length is shown: more would leave a young one a sliver at the edge.
_LEAST_AROUND, _MOST_AROUND = timedelta(minutes=6), timedelta(minutes=30)
# The picture has no room for more: a longer incident shows its last hours.
_LONGEST = timedelta(hours=8)
_ACTS = 20
# Texts come in clumps, so counts vary more than chance: a negative binomial of this size.
_SIZE = 3.0


class TrafficState(StrEnum):
    """What an incident is, and what the hotline does about it: the title of its picture."""

    RAID_GUARDED = "raid_guarded"
    RAID_UNGUARDED = "raid_unguarded"
    RAID_SUSPENDED = "raid_suspended"
    SURGE = "surge"
    SURGE_GUARDED = "surge_guarded"
    DRAIN = "drain"
    SUSPENDED = "suspended"
    DISMISSED = "dismissed"
    OVER_RAID = "over_raid"
    OVER_SURGE = "over_surge"
    OVER_DRAIN = "over_drain"


@dataclass(frozen=True)
class ShownMinute:
    """The texts and calls of a minute by what became of them; `usual`: the most that is usual."""

    at: datetime
    answered: int
    held: int
    unanswered: int
    usual: float


@dataclass(frozen=True)
class Traffic:
    """The oldest minute first. `modes`: when it was guarded or suspended.

    `team_acts`: when people acted on it; what the hotline did by itself shows in `modes`.
    """

    timezone: str
    state: TrafficState
    onset_at: datetime
    minutes: list[ShownMinute]
    modes: list[ModeSpan]
    team_acts: list[datetime]


def show_traffic(incident: Incident, *, database: Database, now: datetime) -> Traffic:
    """Show the traffic from before the onset until now, or until some time after the end.

    Returns:
        Minutes, the last eight hours at most. Costs a look-up for each first text among them.
    """
    since, until = _span(incident, now)
    with database.transaction() as connection:
        settings = read_settings(connection)
        acts = acts_on_incident(connection, incident, ABOUT_INCIDENTS, limit=_ACTS)
        return Traffic(
            settings.timezone,
            state_of(incident, settings.mode),
            incident.onset_at,
            _minutes(connection, incident, since, until),
            _modes(connection, since, until),
            sorted(act.created_at for act in acts if act.organizer_id and act.created_at < until),
        )


def state_of(incident: Incident, mode: Mode) -> TrafficState:
    """What to call it while the hotline is in this mode."""
    if incident.dismissed_at is not None:
        return TrafficState.DISMISSED
    if not incident.is_open:
        return TrafficState(f"over_{incident.kind}")
    if incident.kind is Kind.RAID:
        word = "unguarded" if mode is Mode.OPEN else mode
        return TrafficState(f"raid_{word}")
    if mode is Mode.SUSPENDED:
        return TrafficState.SUSPENDED
    if incident.kind is Kind.SURGE and mode is Mode.GUARDED:
        return TrafficState.SURGE_GUARDED
    return TrafficState(incident.kind)


def _span(incident: Incident, now: datetime) -> tuple[datetime, datetime]:
    end = incident.closed_at or now
    around = min(_MOST_AROUND, max(_LEAST_AROUND, (end - incident.onset_at) / 2))
    until = min(now, end + around)
    since = max(incident.onset_at - around, until - _LONGEST)
    return since.replace(second=0, microsecond=0), until


def _minutes(
    connection: Connection, incident: Incident, since: datetime, until: datetime
) -> list[ShownMinute]:
    fates = {one.minute: one for one in count_fates(connection, since, until)}
    usual = {one.minute: one.usual_messages for one in read_minutes(connection, since, until)}
    # Include the running minute: it is what people look for.
    length = int((until - since).total_seconds() // MINUTE) + 1
    minutes = []
    rate = incident.usual_per_minute
    for index in range(length):
        at = since + timedelta(minutes=index)
        # A minute that is not stored yet takes the usual rate of the minute before.
        rate = usual.get(at, rate)
        found = fates.get(at, MinuteFates(at, 0, 0, 0))
        minutes.append(
            ShownMinute(at, found.answered, found.held, found.unanswered, _most_usual(rate))
        )
    return minutes


def _most_usual(rate: float) -> float:
    return rate + 2 * sqrt(rate + rate * rate / _SIZE)


def _modes(connection: Connection, since: datetime, until: datetime) -> list[ModeSpan]:
    changes: Sequence[ModeChange] = [
        ModeChange(
            entry.created_at,
            mode_after(Act(entry.verb), is_guarded=ResumeFacts.from_facts(entry.kept).is_guarded),
        )
        for entry in entries_of(connection, MODE_ACTS, since, until)
    ]
    return mode_spans(changes, since, until)
