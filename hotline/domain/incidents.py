"""An incident: one spike from its onset to its end, and what becomes of it at each look.

It closes at a lower pace than it opened at, and only after a while, so that it does not flap; it
is named a raid at once, and an honest rush again only after a long look.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hotline.domain.detection.evidence import Evidence, Kind
from hotline.domain.facts import Facts

# So long it must be calm before it is over; and honest before a raid is called a rush.
CALM_FOR = timedelta(minutes=15)
DOUBTED_FOR = timedelta(minutes=10)
# A second wave within the hour is the same incident.
REOPENS_WITHIN = timedelta(hours=1)
# A telephone that has just made a sound need not make another.
_HUSH = timedelta(minutes=3)
_LOUD_AN_HOUR = 4


# Nobody looks after it yet, and nobody was reminded.
UNATTENDED = {"acknowledged_at": None, "acknowledged_by": None, "told_again_at": None}


@dataclass(frozen=True)
class IncidentSummary(Facts):
    """What is kept of it once it is over: counts, amounts in micros, its length in seconds."""

    kind: Kind
    messages: int
    senders: int
    sent: int
    spent_micros: int
    held: int
    held_micros: int
    dropped: int
    saved_micros: int
    currency: str
    seconds: int
    peak_per_minute: float


@dataclass(frozen=True)
class Incident:
    """As it is kept. `usual_per_minute`: texts and calls when it opened.

    `alarm`: what was seen; `evidence`: what was weighed; `kinds`: [[moment, kind, chance], …].
    """

    id: int
    kind: Kind
    opened_at: datetime
    onset_at: datetime
    closed_at: datetime | None
    alarm: dict[str, Any]
    evidence: list[dict[str, Any]]
    raid_chance: float
    kinds: list[list[Any]]
    usual_per_minute: float
    peak_per_minute: float
    calm_since: datetime | None
    doubted_since: datetime | None
    last_alarm_at: datetime
    weighed_at: datetime
    acknowledged_at: datetime | None
    acknowledged_by: int | None
    told_again_at: datetime | None
    dismissed_at: datetime | None
    dismissed_by: int | None
    guard_lifted_at: datetime | None
    told_loudly: list[str] = field(default_factory=list)
    reopened: int = 0
    figures: dict[str, Any] | None = None
    summary: IncidentSummary | None = None

    def told_loudly_at(self, now: datetime) -> list[str]:
        """The sounds it has made, with one at `now`."""
        return [*self.told_loudly, now.isoformat()]

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.closed_at is None

    def calm_pace(self, usual_now: float) -> float:
        """Texts and calls a minute under which it is over: what is usual may have grown."""
        return max(1.0, 2 * max(self.usual_per_minute, usual_now))

    @property
    def was_raid(self) -> bool:
        """Whether it was called one at any time."""
        return any(kind == Kind.RAID for _, kind, _ in self.kinds)


@dataclass(frozen=True)
class Course:
    """What an incident is after a look."""

    kind: Kind
    calm_since: datetime | None
    doubted_since: datetime | None
    is_over: bool


def follow(
    incident: Incident,
    pace: float,
    evidence: Evidence,
    now: datetime,
    *,
    usual_now: float = 0.0,
) -> Course:
    """`pace`: texts and calls a minute, over the last quarter of an hour; `usual_now`: usually."""
    if pace < incident.calm_pace(usual_now) or _has_ebbed(incident, pace, evidence):
        calm_since = incident.calm_since or now
        is_over = now - calm_since >= CALM_FOR
        # What little still comes says nothing about what it was.
        return Course(incident.kind, calm_since, None, is_over)
    kind = evidence.kind(incident.kind)
    if incident.kind is not Kind.RAID or kind is Kind.RAID:
        return Course(kind, None, None, is_over=False)
    doubted_since = incident.doubted_since or now
    is_rush = now - doubted_since >= DOUBTED_FOR
    return Course(Kind.SURGE if is_rush else Kind.RAID, None, doubted_since, is_over=False)


def _has_ebbed(incident: Incident, pace: float, evidence: Evidence) -> bool:
    """Whether a raid is gone, and what still comes is the honest rush that it came in."""
    is_honest = evidence.kind(incident.kind) is Kind.SURGE
    return incident.kind is Kind.RAID and is_honest and pace < incident.peak_per_minute / 4


def may_be_loud(incident: Incident, now: datetime) -> bool:
    """Whether telephones may make a sound about it now: at most four times an hour."""
    told = [datetime.fromisoformat(moment) for moment in incident.told_loudly]
    recent = [moment for moment in told if now - moment < timedelta(hours=1)]
    return len(recent) < _LOUD_AN_HOUR and all(now - moment >= _HUSH for moment in recent)


def is_forgotten(incident: Incident, now: datetime, *, after: timedelta) -> bool:
    """Whether nobody has acknowledged a raid, and everybody is to be told once more."""
    told = incident.told_again_at is not None or incident.acknowledged_at is not None
    if told or incident.kind is not Kind.RAID:
        return False
    # Since it was last called one: a rush may have been known for hours.
    since = max(datetime.fromisoformat(at) for at, kind, _ in incident.kinds if kind == Kind.RAID)
    return now - since >= after
