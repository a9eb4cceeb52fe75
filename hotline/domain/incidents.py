"""An incident: one spike from its onset to its end, and how each look of the watch changes it.

It closes at a lower pace than it opened at, and only after 15 calm minutes, so that it does not
open and close all the time. It is called a raid at once, but a surge again only after 10 minutes
of doubt.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from hotline.domain.detection.evidence import Evidence, Kind
from hotline.domain.facts import Facts
from hotline.domain.replies import ReplyStatus

# How long it must be calm before it is over, and look honest before a raid is called a surge.
CALM_FOR = timedelta(minutes=15)
DOUBTED_FOR = timedelta(minutes=10)
# A second wave within the hour reopens the same incident.
REOPENS_WITHIN = timedelta(hours=1)
# A surge with a greater chance of being a raid is not called honest.
_HONEST_BELOW = 1 / 3

# Nobody has acknowledged it yet, and nobody was reminded.
UNATTENDED = {"acknowledged_at": None, "acknowledged_by": None, "told_again_at": None}


@dataclass(frozen=True)
class IncidentSummary(Facts):
    """What is kept once an incident is over: counts, amounts in micros, its length in seconds."""

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
    planned: int = 0
    planned_micros: int = 0


@dataclass(frozen=True)
class Incident:
    """An incident as it is kept.

    `usual_per_minute`: usual texts and calls per minute when it opened. `alarm`: what was seen.
    `evidence`: what was weighed. `kinds`: [[moment, kind, chance], …], what it was called and when.
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
        """The moments at which it made a sound, `now` included."""
        return [*self.told_loudly, now.isoformat()]

    @property
    def is_open(self) -> bool:
        """Whether it is not over yet."""
        return self.closed_at is None

    def calm_pace(self, usual_now: float) -> float:
        """Below this many texts and calls per minute it is calm. The usual pace may have grown."""
        return max(1.0, 2 * max(self.usual_per_minute, usual_now))

    @property
    def is_unsure(self) -> bool:
        """Whether it is called a surge, and may well be a raid."""
        return self.kind is Kind.SURGE and self.raid_chance > _HONEST_BELOW


@dataclass(frozen=True)
class Course:
    """The state of an incident after one look."""

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
    """The state of the incident after this look.

    `pace`: texts and calls per minute over the last quarter of an hour. `usual_now`: the usual
    texts and calls per minute.
    """
    if pace < incident.calm_pace(usual_now) or _has_ebbed(incident, pace, evidence):
        calm_since = incident.calm_since or now
        is_over = now - calm_since >= CALM_FOR
        # The few texts that still come do not show what the incident was.
        return Course(incident.kind, calm_since, None, is_over)
    kind = evidence.kind(incident.kind)
    if incident.kind is not Kind.RAID or kind is Kind.RAID:
        return Course(kind, None, None, is_over=False)
    doubted_since = incident.doubted_since or now
    is_surge = now - doubted_since >= DOUBTED_FOR
    return Course(Kind.SURGE if is_surge else Kind.RAID, None, doubted_since, is_over=False)


def _has_ebbed(incident: Incident, pace: float, evidence: Evidence) -> bool:
    """Whether the raid is over, and only the surge that surrounded it continues."""
    is_honest = evidence.kind(incident.kind) is Kind.SURGE
    return incident.kind is Kind.RAID and is_honest and pace < incident.peak_per_minute / 4


def unattended_for(incident: Incident, now: datetime) -> timedelta:
    """How long a raid has had nobody who looks after it; nothing for whatever is no raid.

    Counted since it was last called a raid: as a surge it may have been known for hours.
    """
    if incident.acknowledged_at is not None or incident.kind is not Kind.RAID:
        return timedelta(0)
    return now - raid_since(incident)


def raid_since(incident: Incident) -> datetime:
    """When it was last called a raid."""
    named = [datetime.fromisoformat(at) for at, kind, _ in incident.kinds if kind == Kind.RAID]
    return max(named, default=incident.opened_at)


@dataclass(frozen=True)
class Busy:
    """One of those who did most. `reply`: the status of their newest reply; None: none is due."""

    sender_id: int
    texts: int
    calls: int
    is_blocked: bool
    reply: ReplyStatus | None
