"""What organizers can change: the one row that the whole hotline decides by."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.approvals import Shared
from hotline.domain.eligibility import Rules
from hotline.domain.modes import Mode
from hotline.domain.money import Budget


@dataclass(frozen=True)
class Halt:
    """Nothing can be sent at all: the provider's code says why.

    From `until` on one reply is tried, `trial_id`. `by_report`: the provider takes messages and
    reports later that they failed, so that only a good report ends it.
    """

    code: str
    until: datetime
    trial_id: int | None = None
    by_report: bool = False


@dataclass(frozen=True)
class HotlineSettings:
    """The settings as they are in the database now."""

    mode: Mode
    mode_version: int
    mode_until: datetime | None
    delay: timedelta
    expiry: timedelta
    repeat_after: timedelta | None
    countries: frozenset[str]
    home_country: str
    currency: str
    budget: Budget
    margin_percent: int
    dearest_reply_micros: int
    inbound_warning_micros: int
    language: str
    timezone: str
    halt: Halt | None
    guard_since: datetime | None = None
    guard_hour_micros: int | None = None
    remind_after: timedelta = timedelta(minutes=5)
    two_people: frozenset[Shared] = frozenset()

    @property
    def hour_cap_micros(self) -> int:
        """What replies may cost in an hour of a raid."""
        if self.guard_hour_micros is not None:
            return self.guard_hour_micros
        return self.budget.day_micros // 12

    def rules(self, lines: Set[str]) -> Rules:
        """What decides who is owed a reply, given our own `lines`."""
        return Rules(self.mode, lines, self.countries, self.repeat_after)
