"""Drains: slow losses that no spike shows, such as a text every two minutes for days.

Checked every few minutes over several hours: how many senders there are, compared with what is
usual at these hours of the week; a few numbers that do not stop; and how many first texts are
insults.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log

from hotline.domain.detection.probabilities import log_chance_of_count, log_chance_of_share

HOURS = (6, 12, 24)
HAMMER_HOURS = 6
HAMMERING = 12
_HAMMERS, _HAMMER_SHARE = 3, 0.3
INSULT_HOURS = 3
_INSULTS = 8
_UNLIKELY_COUNT, _UNLIKELY_SHARE = log(1e-5), log(1e-6)
_RATIO = 1.8
# Before this age the service does not know its weeks well enough.
_LEAST_DAYS = 2.0
# What people have called harmless may grow by this factor.
_GROWS = 1.5


class DrainRule(StrEnum):
    """What was seen: many senders, few senders who do not stop, or insults."""

    MANY = "many"
    FEW = "few"
    INSULTS = "insults"


@dataclass(frozen=True)
class DrainAlarm:
    """A drain. `count` was seen in `hours` hours where `usual` was expected.

    Counted are senders (MANY), texts and calls of the few senders (FEW), or insults (INSULTS).
    """

    rule: DrainRule
    hours: int
    count: int
    usual: float

    @property
    def key(self) -> str:
        """The key under which people can teach that this count is harmless."""
        return f"drain:{self.rule}"

    def is_taught(self, taught: Mapping[str, float]) -> bool:
        """Whether the count is at most one and a half times what people have called harmless."""
        return self.count <= taught.get(self.key, 0.0) * _GROWS


@dataclass(frozen=True)
class Hour:
    """What sixty minutes brought. `usual_senders` (per hour) None: this hour was never seen."""

    senders: int
    usual_senders: float | None
    messages: int
    first_texts: int
    insults: int


@dataclass(frozen=True)
class Slow:
    """The input of the rules. `hours`: the last 24, the newest last.

    `heavy`: how many texts and calls came from each sender with at least HAMMERING of them in
    HAMMER_HOURS. `insult_share`: the usual share of first texts that insult (0 to 1).
    """

    hours: Sequence[Hour]
    heavy: Sequence[int]
    insult_share: float
    age_days: float


def find_drains(slow: Slow) -> list[DrainAlarm]:
    """The rules that fire, the most certain first."""
    found = (_few(slow), _insults(slow), _many(slow))
    return [alarm for alarm in found if alarm is not None]


def _few(slow: Slow) -> DrainAlarm | None:
    messages = sum(hour.messages for hour in slow.hours[-HAMMER_HOURS:])
    if len(slow.heavy) < _HAMMERS or sum(slow.heavy) < _HAMMER_SHARE * messages:
        return None
    return DrainAlarm(DrainRule.FEW, HAMMER_HOURS, sum(slow.heavy), 0.0)


def _insults(slow: Slow) -> DrainAlarm | None:
    hours = slow.hours[-INSULT_HOURS:]
    hits, of = sum(hour.insults for hour in hours), sum(hour.first_texts for hour in hours)
    if hits < _INSULTS or log_chance_of_share(hits, of, slow.insult_share) >= _UNLIKELY_SHARE:
        return None
    return DrainAlarm(DrainRule.INSULTS, INSULT_HOURS, hits, slow.insult_share * of)


def _many(slow: Slow) -> DrainAlarm | None:
    if slow.age_days < _LEAST_DAYS:
        return None
    size = int(min(10, 3 + slow.age_days / 2))
    for length in HOURS:
        hours = slow.hours[-length:]
        known = [hour.usual_senders for hour in hours if hour.usual_senders is not None]
        if len(hours) < length or len(known) < length / 2:
            continue
        # Hours that were never seen are estimated by the mean of those that were.
        usual = sum(known) * length / len(known)
        count = sum(hour.senders for hour in hours)
        if count < _RATIO * usual:
            continue
        if log_chance_of_count(count, max(usual, length), size=size) < _UNLIKELY_COUNT:
            return DrainAlarm(DrainRule.MANY, length, count, usual)
    return None
