"""The settings that organizers can change: one row, on which every decision is based."""

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotline.domain.approvals import Shared
from hotline.domain.eligibility import Rules
from hotline.domain.modes import Mode
from hotline.domain.money import Budget


@dataclass(frozen=True)
class Halt:
    """Nothing can be sent at all. `code`: the provider's error code that says why.

    From `until` on one reply, `trial_id`, is tried. `by_report`: the provider accepts messages but
    reports later that they failed, so only a good report ends the halt.
    """

    code: str
    until: datetime
    trial_id: int | None = None
    by_report: bool = False


@dataclass(frozen=True)
class OnCall:
    """Who has the phone, and until when. None: until somebody else takes it."""

    organizer_id: int
    until: datetime | None

    def has_it(self, now: datetime) -> bool:
        """Whether it has not ended."""
        return self.until is None or now < self.until


@dataclass(frozen=True)
class HotlineSettings:
    """The settings as they are in the database now.

    `guard_since`: replies planned since then are held; None unless the mode is guarded.
    `dearest_reply_micros`: a reply text that costs more per reply is refused.
    `inbound_warning_micros`: organizers are told when a day's incoming texts cost more.
    `ask_sent_since`: nothing is claimed before the provider was asked what was sent since then.
    `remind_after`: everybody is told again if a raid is not acknowledged for this long; by
    ALERT_URLS too after `elsewhere_after`; in louder words after `louder_after`.
    `inbound_cap_micros`: the lines are unplugged once a day's incoming texts cost more; None: not.
    `country_languages`: {country: language of its replies}, where owners chose.
    """

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
    elsewhere_after: timedelta = timedelta(minutes=15)
    louder_after: timedelta = timedelta(minutes=30)
    inbound_cap_micros: int | None = None
    on_call: OnCall | None = None
    two_people: frozenset[Shared] = frozenset()
    ask_sent_since: datetime | None = None
    country_languages: Mapping[str, str] = field(default_factory=dict)

    def on_call_id(self, now: datetime) -> int | None:
        """The organizer who has the phone now; None: nobody in particular, so everybody."""
        return self.on_call.organizer_id if self.on_call and self.on_call.has_it(now) else None

    @property
    def hour_cap_micros(self) -> int:
        """What replies may cost per hour of a raid: by default a twelfth of the day cap."""
        if self.guard_hour_micros is not None:
            return self.guard_hour_micros
        return self.budget.day_micros // 12

    def rules(self, lines: Set[str]) -> Rules:
        """The part of the settings that decides who is owed a reply, with our own `lines`."""
        return Rules(self.mode, lines, self.countries, self.repeat_after)
