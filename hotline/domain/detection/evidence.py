"""Whether a spike is a raid or a surge: each sign has a weight, and all of them are shown.

A sign is a share (of first texts that insult, of senders who copy…). Its weight, in nats, says how
much better a hostile share explains the count than the usual share. The sum of the weights says how
sure we are. A flood of polite texts, each from a new number, shows no sign: nobody can tell it from
a surge.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from math import exp
from typing import Any

from hotline.domain.detection.arrivals import Arrival
from hotline.domain.detection.probabilities import log_ratio_of_shares
from hotline.domain.detection.traffic import senders_by_key, senders_of, texts_by_sender
from hotline.domain.inbounds import InboundKind

# The period that is examined: long enough to see who returns, short enough to see a change.
EVIDENCE_SECONDS = 900.0
COPIED_BY = 5
# This share of the senders of long texts may use the same phrase by chance.
COMMON_SHARE = 0.08
_REPEATS = 6
_MOST_NATS = 8.0
# A missing sign proves little: one can insult without any word of the lexicon.
_LEAST_NATS = -1.0
# Surges are more likely than raids, until something speaks for a raid.
_PRIOR_NATS = -2.0
_SURE_RAID, _SURE_SURGE = 0.9, 0.1


class Kind(StrEnum):
    """What an incident is. Drains are found by other rules (`hotline.domain.detection.drains`)."""

    RAID = "raid"
    SURGE = "surge"
    DRAIN = "drain"


class Sign(StrEnum):
    """What speaks for or against a raid."""

    INSULTS = "insults"
    COPIES = "copies"
    REPEATS = "repeats"
    CALLS = "calls"


@dataclass(frozen=True)
class Weight:
    """The weight of one sign: `hits` of `of` showed it.

    `nats` speak for a raid, or, if negative, against it.
    """

    sign: Sign
    hits: int
    of: int
    nats: float


@dataclass(frozen=True)
class Evidence:
    """All signs of a spike, weighed."""

    weights: tuple[Weight, ...]

    @property
    def raid_chance(self) -> float:
        """How sure we are that it is a raid, from 0 to 1."""
        nats = _PRIOR_NATS + sum(weight.nats for weight in self.weights)
        return 1 / (1 + exp(-max(-50.0, min(50.0, nats))))

    def kept(self) -> dict[str, Any]:
        """The columns `evidence` and `raid_chance` of the incident."""
        weights = [asdict(weight) for weight in self.weights]
        return {"evidence": weights, "raid_chance": self.raid_chance}

    def kind(self, before: Kind | None) -> Kind:
        """What to call it. `before`: its present kind, which only strong evidence changes."""
        if self.raid_chance >= _SURE_RAID:
            return Kind.RAID
        if before is None or self.raid_chance <= _SURE_SURGE:
            return Kind.SURGE
        return before


def weigh(arrivals: Sequence[Arrival], *, insult_share: float) -> Evidence:
    """Weigh all signs. `insult_share`: the usual share of first texts that insult (0 to 1)."""
    return Evidence(
        (
            _insults(arrivals, insult_share),
            _copies(arrivals),
            _repeats(arrivals),
            _calls(arrivals),
        )
    )


def _insults(arrivals: Sequence[Arrival], usual: float) -> Weight:
    firsts = [one for one in arrivals if one.is_first]
    hits = sum(one.is_insult for one in firsts)
    hostile = (max(0.1, 2.5 * usual), 0.2, 0.4)
    return _weight(Sign.INSULTS, hits, len(firsts), max(usual, 0.02), hostile)


def _copies(arrivals: Sequence[Arrival]) -> Weight:
    """Senders whose long text came from other senders too."""
    copying: set[int] = set()
    wordy = senders_of(one for one in arrivals if one.keys)
    for senders in senders_by_key(arrivals).values():
        if len(senders) >= max(COPIED_BY, COMMON_SHARE * len(wordy) / 2):
            copying |= senders
    return _weight(Sign.COPIES, len(copying), len(wordy), 0.02, (0.1, 0.3, 0.6, 0.95))


def _repeats(arrivals: Sequence[Arrival]) -> Weight:
    """Senders who do not stop."""
    counts = texts_by_sender(arrivals)
    heavy = sum(count >= _REPEATS for count in counts.values())
    return _weight(Sign.REPEATS, heavy, len(counts), 0.06, (0.2, 0.5, 0.95))


def _calls(arrivals: Sequence[Arrival]) -> Weight:
    """Senders who call at least three times and do not write."""
    counts = texts_by_sender(one for one in arrivals if one.kind is InboundKind.CALL)
    writing = senders_of(one for one in arrivals if one.kind is InboundKind.SMS)
    again = sum(count >= 3 and sender not in writing for sender, count in counts.items())
    found = _weight(Sign.CALLS, again, len(senders_of(arrivals)), 0.01, (0.05, 0.2, 0.8))
    return replace(found, nats=max(0.0, found.nats))


def _weight(sign: Sign, hits: int, of: int, usual: float, hostile: tuple[float, ...]) -> Weight:
    if not of:
        return Weight(sign, 0, 0, 0.0)
    nats = log_ratio_of_shares(hits, of, usual, hostile=hostile)
    return Weight(sign, hits, of, max(_LEAST_NATS, min(_MOST_NATS, nats)))
