"""The baseline: how many texts and senders per minute are usual at this hour of the week.

A minute is learnt ten minutes late, and clipped, so that a raid does not teach that raids are
usual. Three estimates are compared, and the highest counts: a floor for a service that knows
nothing yet, the last two hours, and the hour of the week.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
# A minute is learnt only after it is clear whether it belongs to an incident.
LEARNT_LATE_SECONDS = 10 * MINUTE
_HOURS_OF_A_WEEK = 168
# The weight of a minute halves every two hours.
_LEVEL_FADES = 0.5 ** (MINUTE / (2 * HOUR))
# Each week, what an hour of the week brought before keeps this share of its weight.
_PROFILE_FADES = 0.7
_LEAST_WEIGHT_MINUTES = 30.0
# After a gap longer than this (nothing ran), older minutes are not learnt.
_LONGEST_GAP = 3 * DAY
# The share that is assumed before anything is seen, and how many texts it counts for.
_SHARE_PRIOR, _SHARE_WEIGHT, _SHARE_FADES = 0.03, 60.0, 0.998


@dataclass
class Series:
    """One quantity that is counted by the minute. Rates are per minute."""

    floor: float
    level_sum: float = 0.0
    level_weight: float = 0.0
    profile_sums: list[float] = field(default_factory=lambda: [0.0] * _HOURS_OF_A_WEEK)
    profile_minutes: list[float] = field(default_factory=lambda: [0.0] * _HOURS_OF_A_WEEK)
    # The current hour enters the profile when it is over: it must not be compared with itself.
    hour: int = 0
    hour_sum: float = 0.0
    hour_minutes: float = 0.0

    def rate(self, hour: int, age_seconds: float) -> float:
        """The usual rate per minute in this hour of the week (0 to 167) at this age."""
        floor = self.floor * (1 - 0.5 * min(1.0, age_seconds / (3 * DAY)))
        level = self.level_sum / max(self.level_weight, _LEAST_WEIGHT_MINUTES)
        # The neighbouring hours count too: evenings do not begin on the hour.
        beside = (self.profile_rate((hour + n) % _HOURS_OF_A_WEEK) or 0.0 for n in (-1, 0, 1))
        return max(floor, level, *beside)

    def profile_rate(self, hour: int) -> float | None:
        """The learnt rate per minute of this hour of the week; None if it was never seen."""
        minutes = self.profile_minutes[hour]
        return self.profile_sums[hour] / minutes if minutes >= _LEAST_WEIGHT_MINUTES else None

    def learn(self, count: float, hour: int, age_seconds: float) -> None:
        """Learn one minute more, clipped at three times the usual rate plus 3."""
        kept = min(count, 3 * self.rate(hour, age_seconds) + 3)
        self.level_sum = self.level_sum * _LEVEL_FADES + kept
        self.level_weight = self.level_weight * _LEVEL_FADES + 1
        if hour != self.hour:
            self._end_hour(hour)
        self.hour_sum += kept
        self.hour_minutes += 1

    def _end_hour(self, following: int) -> None:
        if self.hour_minutes:
            for sums, new in (
                (self.profile_sums, self.hour_sum),
                (self.profile_minutes, self.hour_minutes),
            ):
                sums[self.hour] = sums[self.hour] * _PROFILE_FADES + new
        self.hour, self.hour_sum, self.hour_minutes = following, 0.0, 0.0


@dataclass
class Minute:
    """What one minute brought.

    `senders`: only those who had not reached us in the hour before it.
    """

    messages: int = 0
    senders: int = 0
    first_texts: int = 0
    insults: int = 0


@dataclass
class Baseline:
    """What is usual, as learnt so far. Moments are seconds since 1970.

    `insult_share`: the share of first texts that are insults (0 to 1).
    """

    since: float
    timezone: str
    learnt_until: float
    messages: Series = field(default_factory=lambda: Series(floor=30 / 60))
    senders: Series = field(default_factory=lambda: Series(floor=20 / 60))
    insult_sum: float = 0.0
    insult_weight: float = 0.0

    @classmethod
    def begin(cls, now: float, timezone: str) -> Baseline:
        """A baseline that has learnt nothing yet."""
        return cls(since=now, timezone=timezone, learnt_until=now - now % MINUTE)

    @classmethod
    def from_dict(cls, found: dict[str, Any]) -> Baseline:
        """The baseline from what `to_dict` returned."""
        series = {name: Series(**found[name]) for name in ("messages", "senders")}
        return cls(**{**found, **series})

    def to_dict(self) -> dict[str, Any]:
        """The baseline as numbers, strings, lists and dictionaries, for JSON."""
        return asdict(self)

    @property
    def insult_share(self) -> float:
        """The share of first texts that are insults on an ordinary day (0 to 1)."""
        prior = _SHARE_PRIOR * _SHARE_WEIGHT
        return (self.insult_sum + prior) / (self.insult_weight + _SHARE_WEIGHT)

    def usual_messages(self, at: float, seconds: float) -> float:
        """How many texts and calls usually come in this many seconds."""
        return self.messages.rate(self.hour_of(at), at - self.since) * seconds / MINUTE

    def usual_senders(self, at: float, seconds: float) -> float:
        """How many senders usually come in this many seconds."""
        return self.senders.rate(self.hour_of(at), at - self.since) * seconds / MINUTE

    def hour_of(self, at: float) -> int:
        """The hour of the week in the team's time zone; 0: Monday from midnight."""
        local = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo(self.timezone))
        return local.weekday() * 24 + local.hour

    def due_minutes(self, now: float) -> list[float]:
        """The starts of the minutes that can be learnt by now, the oldest first."""
        until = now - LEARNT_LATE_SECONDS
        first = max(self.learnt_until, until - until % MINUTE - _LONGEST_GAP)
        count = max(0, int((until - first) // MINUTE))
        return [first + n * MINUTE for n in range(count)]

    def learn(self, start: float, minute: Minute) -> None:
        """Learn the minute that began at `start`. Each is learnt once, in order."""
        hour, age = self.hour_of(start), start - self.since
        self.messages.learn(minute.messages, hour, age)
        self.senders.learn(minute.senders, hour, age)
        fades = _SHARE_FADES**minute.first_texts
        self.insult_sum = self.insult_sum * fades + minute.insults
        self.insult_weight = self.insult_weight * fades + minute.first_texts
        self.learnt_until = start + MINUTE

    def skip_to(self, now: float) -> None:
        """Skip all minutes that are due: they belong to an incident, and are not learnt."""
        due = self.due_minutes(now)
        if due:
            self.learnt_until = due[-1] + MINUTE
