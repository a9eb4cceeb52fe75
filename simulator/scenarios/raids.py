"""Hostile floods, in every shape that was seen or feared."""

from dataclasses import dataclass
from random import Random

from simulator.scenarios.genuine import HOUR, MINUTE
from simulator.scenarios.people import ATTACK, Event, Numbers
from simulator.scenarios.texts import COPIED, hostile, opening, varied_copy

# A text every two minutes.
_DRAIN_PER_MINUTE = 0.5


@dataclass(frozen=True)
class Flood:
    """A flood: its start (in seconds), length and strength; for `ramp_minutes` it grows."""

    start: float
    minutes: float
    per_minute: float
    ramp_minutes: float = 0.0

    def moments(self, rng: Random) -> list[float]:
        """The moments at which its texts come, in seconds."""
        found: list[float] = []
        at = 0.0
        while True:
            at += rng.expovariate(self.per_minute / MINUTE)
            if at >= self.minutes * MINUTE:
                return found
            if not self.ramp_minutes or rng.random() < self._share(at):
                found.append(self.start + at)

    def _share(self, at: float) -> float:
        return 0.1 + 0.9 * at / (self.ramp_minutes * MINUTE)


def crowd(
    rng: Random,
    numbers: Numbers,
    flood: Flood,
    *,
    phones: int = 300,
    kind: str = "sms",
    copied_share: float = 0.35,
) -> list[Event]:
    """People from a forum: a few phones send most of the texts, and each sends other words."""
    moments = flood.moments(rng)
    known = [numbers.fresh(foreign_share=0.05) for _ in range(phones)]
    weights = [1 / (rank + 3) ** 0.9 for rank in range(phones)]
    rng.shuffle(weights)
    found = []
    for at in moments:
        (number,) = rng.choices(known, weights)
        body = hostile(rng, copied_share=copied_share) if kind == "sms" else ""
        found.append(Event(at, number, kind, body, ATTACK))
    return found


def few(rng: Random, numbers: Numbers, flood: Flood, *, phones: int = 8) -> list[Event]:
    """A few phones, each with hundreds of texts."""
    known = [numbers.fresh() for _ in range(phones)]
    return [
        Event(at, rng.choice(known), "sms", hostile(rng, copied_share=0.2), ATTACK)
        for at in flood.moments(rng)
    ]


def rotating(rng: Random, numbers: Numbers, flood: Flood, *, polite: bool = False) -> list[Event]:
    """A fresh number for every text."""
    found = []
    for at in flood.moments(rng):
        body = opening(rng) if polite else hostile(rng, copied_share=0.0)
        found.append(Event(at, numbers.fresh(), "sms", body, ATTACK))
    return found


def lockstep(rng: Random, numbers: Numbers, flood: Flood, *, phones: int = 2000) -> list[Event]:
    """Thousands of numbers that send the same three texts, with small changes."""
    known = [numbers.fresh() for _ in range(phones)]
    texts = rng.sample(COPIED, 3)
    return [
        Event(at, rng.choice(known), "sms", varied_copy(rng.choice(texts), rng), ATTACK)
        for at in flood.moments(rng)
    ]


def drain(
    rng: Random, numbers: Numbers, *, start: float, hours: float, phones: int | None
) -> list[Event]:
    """A drain: a text every two minutes. `phones` None: a fresh number for each text."""
    known = [numbers.fresh() for _ in range(phones or 0)]
    flood = Flood(start, hours * HOUR / MINUTE, _DRAIN_PER_MINUTE)
    return [
        Event(
            at,
            rng.choice(known) if known else numbers.fresh(),
            "sms",
            hostile(rng, copied_share=0.1),
            ATTACK,
        )
        for at in flood.moments(rng)
    ]
