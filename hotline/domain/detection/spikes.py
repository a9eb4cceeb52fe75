"""Whether the present traffic is a spike: counts in six windows, compared with what is usual.

Each rule says what it saw and what it expected, in numbers that a person understands. The
thresholds were set on simulated weeks so that ordinary weeks stay silent (docs/raid-2017.md).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import log, sqrt

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.baselines import MINUTE, Baseline
from hotline.domain.detection.evidence import COMMON_SHARE
from hotline.domain.detection.probabilities import log_chance_of_count, log_chance_of_share
from hotline.domain.detection.traffic import Traffic, senders_by_key, senders_of, texts_by_sender

WINDOWS_SECONDS = (20, 60, 180, 600, 1800, 3600)
_SIZE = 3


class Rule(StrEnum):
    """What was seen: many senders, many texts, a few numbers many times, copies, or insults."""

    CROWD = "crowd"
    VOLUME = "volume"
    HAMMER = "hammer"
    COPIES = "copies"
    INSULTS = "insults"


@dataclass(frozen=True)
class Alarm:
    """A rule that fired: `count` in the window, where `usual` was expected; `senders` took part.

    `count` counts senders for CROWD and COPIES, first texts for INSULTS, otherwise texts and calls.
    """

    rule: Rule
    window_seconds: int
    count: int
    usual: float
    senders: int

    @property
    def key(self) -> str:
        """The key under which people can teach that this count is harmless."""
        return alarm_key(self.rule, self.window_seconds)


def alarm_key(rule: str, window_seconds: int) -> str:
    """The key of an alarm of this rule and window."""
    return f"{rule}:{window_seconds}"


_LEAST_SENDERS, _LEAST_TEXTS = 10, 11
# A busy evening fills the longer windows more often than the model expects.
_UNLIKELY, _UNLIKELY_IN_LONG = log(1e-7), log(1e-9)
_LONG_SECONDS = 180
_HAMMER_SECONDS, _HAMMERING, _HAMMERED = 600, 8, 30
_LONE_HAMMER = 60
_COPY_SECONDS, _COPYING = 1800, 8
_INSULT_SECONDS, _INSULTING, _UNLIKELY_INSULTS = 120, 5, log(1e-5)
# A count that people have called harmless may grow by this factor.
_GROWS = 1.5


def find_alarm(
    traffic: Traffic,
    baseline: Baseline,
    now: float,
    *,
    since: float = 0.0,
    taught: Mapping[str, float] | None = None,
) -> Alarm | None:
    """The first rule that fires, of those that look no further back than `since` (seconds).

    `taught`: by `Alarm.key`, the counts that people called harmless. Almost free while fewer than
    ten texts came in a window.
    """
    known = taught or {}
    for alarm in _alarms(traffic, baseline, now):
        if now - alarm.window_seconds < since:
            continue
        if alarm.count > _bearable(known.get(alarm.key, 0)):
            return alarm
    return None


def _bearable(taught: float) -> float:
    """One and a half times what was taught, plus what chance can add to a short window."""
    return _GROWS * taught + 2 * sqrt(taught)


def _alarms(traffic: Traffic, baseline: Baseline, now: float) -> Sequence[Alarm]:
    found = []
    for seconds in WINDOWS_SECONDS:
        if traffic.count_since(now - seconds) >= _LEAST_SENDERS:
            found += _count(traffic.since(now - seconds), baseline, now, seconds)
    if traffic.count_since(now - _COPY_SECONDS) >= _INSULTING:
        found += _hammer(traffic.since(now - _HAMMER_SECONDS))
        found += _copies(traffic.since(now - _COPY_SECONDS))
        found += _insults(traffic.since(now - _INSULT_SECONDS), baseline)
    return found


def _count(
    arrivals: Sequence[Arrival], baseline: Baseline, now: float, seconds: int
) -> list[Alarm]:
    senders, texts = len(senders_of(arrivals)), len(arrivals)
    unlikely = _UNLIKELY if seconds < _LONG_SECONDS else _UNLIKELY_IN_LONG
    usual = baseline.usual_senders(now, seconds)
    if senders >= max(_LEAST_SENDERS, 2 * usual):
        chance = log_chance_of_count(senders, usual, size=_SIZE)
        if chance < unlikely:
            return [Alarm(Rule.CROWD, seconds, senders, usual, senders)]
    usual = baseline.usual_messages(now, seconds)
    if texts >= max(_LEAST_TEXTS, 2 * usual) and senders >= 3:
        chance = log_chance_of_count(texts, usual, size=_SIZE)
        if chance < unlikely:
            return [Alarm(Rule.VOLUME, seconds, texts, usual, senders)]
    return []


def _hammer(arrivals: Sequence[Arrival]) -> list[Alarm]:
    """A few numbers with many texts and calls each."""
    heavy = [n for n in texts_by_sender(arrivals).values() if n >= _HAMMERING]
    is_hammering = len(heavy) >= 3 and sum(heavy) >= _HAMMERED
    if not is_hammering and max(heavy, default=0) < _LONE_HAMMER:
        return []
    return [Alarm(Rule.HAMMER, _HAMMER_SECONDS, sum(heavy), 0.0, len(heavy))]


def _copies(arrivals: Sequence[Arrival]) -> list[Alarm]:
    """One long text from several numbers."""
    most = max((len(senders) for senders in senders_by_key(arrivals).values()), default=0)
    if most < max(
        _COPYING, 2 * COMMON_SHARE * len(senders_of(one for one in arrivals if one.keys))
    ):
        return []
    return [Alarm(Rule.COPIES, _COPY_SECONDS, most, 1.0, most)]


def _insults(arrivals: Sequence[Arrival], baseline: Baseline) -> list[Alarm]:
    """First texts that are insults, far more than their usual share."""
    firsts = [one for one in arrivals if one.is_first]
    hits = sum(one.is_insult for one in firsts)
    if hits < _INSULTING:
        return []
    usual = baseline.insult_share
    if log_chance_of_share(hits, len(firsts), usual) >= _UNLIKELY_INSULTS:
        return []
    return [Alarm(Rule.INSULTS, _INSULT_SECONDS, hits, usual * len(firsts), hits)]


def pace_per_minute(traffic: Traffic, now: float, seconds: float = 15 * MINUTE) -> float:
    """Texts and calls per minute over the last `seconds`, by default a quarter of an hour."""
    return traffic.count_since(now - seconds) * MINUTE / seconds
