"""The scenarios by name. Each generates its events from a seed; t = 0 is a Friday at 19:00."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from simulator.scenarios.genuine import DAY, HOUR, MINUTE, launch, ordinary, surge
from simulator.scenarios.people import Event, Numbers
from simulator.scenarios.raids import Flood, crowd, drain, few, lockstep, rotating

# Friday 19:00, in hours of the week.
_START_HOUR = 4 * 24 + 19
# Gives a median of 18 texts an hour; one hour in twenty has 61 or more.
_ORDINARY = 1.35
_WARM_DAYS = 2
# A drain is only seen in comparison with the hours of a whole week.
_DRAINED_AFTER_DAYS = 8
# Monday at 16:00: the change to winter time is in between.
_RAID_OF_2017 = 70 * HOUR


@dataclass(frozen=True)
class Scenario:
    """What happens in it, as a phrase, and the function that generates its events."""

    says: str
    make: Callable[[Random, Numbers], Sequence[Event]]


def generate(name: str, seed: int) -> list[Event]:
    """The events of a scenario, in order of time. Raises KeyError for an unknown name."""
    rng = Random(seed)
    return sorted(SCENARIOS[name].make(rng, Numbers(rng)))


def _weekend(rng: Random, numbers: Numbers) -> Sequence[Event]:
    raid = Flood(_RAID_OF_2017, 240, 90, ramp_minutes=10)
    return launch(rng, numbers, hours=75) + crowd(rng, numbers, raid, phones=350)


def _on_warm_service(
    attack: Callable[[Random, Numbers, float], list[Event]],
    *,
    days: int = _WARM_DAYS,
    hours_after: float = 3,
) -> Callable[[Random, Numbers], Sequence[Event]]:
    """`attack` at a random hour after `days` ordinary days, then `hours_after` ordinary hours."""

    def make(rng: Random, numbers: Numbers) -> Sequence[Event]:
        start = days * DAY + rng.random() * DAY
        usual = _usual(rng, numbers, hours=start / HOUR + hours_after)
        return usual + attack(rng, numbers, start)

    return make


def _usual(rng: Random, numbers: Numbers, *, hours: float) -> list[Event]:
    return ordinary(rng, numbers, start_hour=_START_HOUR, hours=hours, scale=_ORDINARY)


def _young(rng: Random, numbers: Numbers) -> Sequence[Event]:
    flood = Flood(2 * HOUR, 40, 50)
    return _usual(rng, numbers, hours=4) + crowd(rng, numbers, flood)


def _surge_with_raid(rng: Random, numbers: Numbers, start: float) -> list[Event]:
    honest = surge(rng, numbers, start=start, minutes=180, per_minute=60)
    return honest + crowd(rng, numbers, Flood(start + 30 * MINUTE, 60, 50))


def _late(rng: Random, numbers: Numbers) -> Sequence[Event]:
    """Three hours of texts that a gateway kept and delivers all at once."""
    start = _WARM_DAYS * DAY + rng.random() * DAY
    until = start + 3 * HOUR
    found = []
    for one in _usual(rng, numbers, hours=(until + 3 * HOUR) / HOUR):
        is_late = start <= one.t_seconds < until
        received = until + rng.uniform(0, 20) if is_late else None
        found.append(Event(one.t_seconds, one.number, one.kind, one.body, one.label, received))
    return found


def _raid(per_minute: float) -> Callable[[Random, Numbers, float], list[Event]]:
    return lambda rng, numbers, start: crowd(rng, numbers, Flood(start, 40, per_minute))


SCENARIOS: dict[str, Scenario] = {
    "weekend": Scenario("the week-end of October 2017, whole", _weekend),
    "raid": Scenario("hundreds of phones, 50 a minute for 40 minutes", _on_warm_service(_raid(50))),
    "raid-200": Scenario("the same, 200 a minute", _on_warm_service(_raid(200))),
    "raid-20": Scenario("the same, 20 a minute", _on_warm_service(_raid(20))),
    "raid-10": Scenario("the same, 10 a minute", _on_warm_service(_raid(10))),
    "few": Scenario(
        "8 phones, 50 a minute for 40 minutes",
        _on_warm_service(lambda rng, numbers, start: few(rng, numbers, Flood(start, 40, 50))),
    ),
    "copied": Scenario(
        "copied texts in lockstep, 50 a minute",
        _on_warm_service(lambda rng, numbers, start: lockstep(rng, numbers, Flood(start, 40, 50))),
    ),
    "fresh-insults": Scenario(
        "a fresh number for every insult, 20 a minute",
        _on_warm_service(lambda rng, numbers, start: rotating(rng, numbers, Flood(start, 40, 20))),
    ),
    "fresh-polite": Scenario(
        "a fresh number for every polite line, 20 a minute",
        _on_warm_service(
            lambda rng, numbers, start: rotating(rng, numbers, Flood(start, 40, 20), polite=True)
        ),
    ),
    "calls": Scenario(
        "calls only, from a hundred phones, 20 a minute",
        _on_warm_service(
            lambda rng, numbers, start: crowd(
                rng, numbers, Flood(start, 40, 20), phones=100, kind="call"
            )
        ),
    ),
    "surge": Scenario(
        "a press surge of honest people, 60 a minute",
        _on_warm_service(
            lambda rng, numbers, start: surge(rng, numbers, start=start, minutes=180, per_minute=60)
        ),
    ),
    "surge-with-raid": Scenario(
        "a raid of 50 a minute inside a press surge", _on_warm_service(_surge_with_raid)
    ),
    "drain-few": Scenario(
        "a text every two minutes for a day, from 6 numbers",
        _on_warm_service(
            lambda rng, numbers, start: drain(rng, numbers, start=start, hours=24, phones=6),
            days=_DRAINED_AFTER_DAYS,
            hours_after=26,
        ),
    ),
    "drain-fresh": Scenario(
        "the same, from a fresh number each time",
        _on_warm_service(
            lambda rng, numbers, start: drain(rng, numbers, start=start, hours=24, phones=None),
            days=_DRAINED_AFTER_DAYS,
            hours_after=26,
        ),
    ),
    "young": Scenario("a service two hours old, raided at 50 a minute", _young),
    "late": Scenario("three hours of texts, brought at once", _late),
    "ordinary": Scenario(
        "four ordinary weeks", lambda rng, numbers: _usual(rng, numbers, hours=4 * 168)
    ),
}
