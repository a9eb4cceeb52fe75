"""Senders: their numbers, and the sessions of those who text for the ordinary reason."""

from dataclasses import dataclass
from random import Random

from simulator.scenarios.texts import following, opening

GENUINE, ATTACK = "genuine", "attack"


@dataclass(frozen=True, order=True)
class Event:
    """One text or call. `t_seconds`: from the scenario's start. `label`: for scoring only."""

    t_seconds: float
    number: str
    kind: str
    body: str
    label: str
    received_seconds: float | None = None

    @property
    def arrives_seconds(self) -> float:
        """When it reaches us, in seconds: later than it was sent, if a gateway kept it."""
        return self.t_seconds if self.received_seconds is None else self.received_seconds


class Numbers:
    """Gives fresh mobile numbers, none of them twice."""

    def __init__(self, rng: Random) -> None:
        self._rng = rng
        self._given: set[str] = set()

    def fresh(self, *, foreign_share: float = 0.02) -> str:
        """A new number in E.164; French, or with probability `foreign_share` Belgian."""
        while True:
            if self._rng.random() < foreign_share:
                number = f"+3247{self._rng.randrange(10**7):07d}"
            else:
                number = f"+336{self._rng.choice('1267')}{self._rng.randrange(10**7):07d}"
            if number not in self._given:
                self._given.add(number)
                return number


def session(at: float, rng: Random, numbers: Numbers, *, calls_share: float = 0.1) -> list[Event]:
    """One sender's texts and calls: mostly one or two texts.

    One sender in eight sends four or more within half an hour.
    """
    number, found = numbers.fresh(), []
    if rng.random() < calls_share:
        found.append(Event(at, number, "call", "", GENUINE))
        if rng.random() < 0.5:
            return found
        at += rng.uniform(10, 120)
    found.append(Event(at, number, "sms", opening(rng), GENUINE))
    while len(found) < 25 and rng.random() < (0.4 if len(found) < 3 else 0.62):
        at += rng.lognormvariate(4.4, 1.1)
        found.append(Event(at, number, "sms", following(rng), GENUINE))
    return found
