"""Ordinary traffic, a launch, a surge after a press report: nobody in it means harm."""

from collections.abc import Callable
from random import Random

from simulator.scenarios.people import Event, Numbers, session

MINUTE, HOUR, DAY = 60.0, 3600.0, 86400.0
# Texts in an ordinary hour, by the hour of the day: the most come in the evening.
_BY_HOUR = (
    22, 17, 12, 7, 5, 4, 4, 6, 8, 10, 12, 14, 17, 16, 15, 15, 17, 20, 24, 27, 29, 31, 32, 28,
)  # fmt: skip
_TEXTS_A_SESSION = 2.0
# For Friday and Saturday evening, and the small hours after each.
_WEEKEND = 1.6


def ordinary(
    rng: Random, numbers: Numbers, *, start_hour: int, hours: float, scale: float = 1.0
) -> list[Event]:
    """Ordinary traffic. `start_hour`: hour of the week, 0 is Monday at midnight.

    The hours differ more than by pure chance, as in real traffic.
    """
    found: list[Event] = []
    for index in range(int(hours + 1)):
        hour = start_hour + index
        rate = _BY_HOUR[hour % 24] * scale * rng.gammavariate(4, 1 / 4)
        if ((hour % 168) // 24 in (4, 5) and hour % 24 >= 20) or (
            (hour % 168) // 24 in (5, 6) and hour % 24 < 4
        ):
            rate *= _WEEKEND
        for at in arrivals(rng, index * HOUR, min((index + 1) * HOUR, hours * HOUR), rate):
            found += session(at, rng, numbers)
    return found


def launch(rng: Random, numbers: Numbers, *, hours: float) -> list[Event]:
    """A launch on a Friday at 19:00, in all of the press: about two texts a minute for days."""
    found: list[Event] = []
    for index in range(int(hours)):
        hour_of_day = (19 + index) % 24
        share = _BY_HOUR[hour_of_day] / 17
        # It grows on the first evening, and declines slowly.
        growth = min(1.0, 0.4 + index / 5) * (1.15 if index < 30 else 0.95)
        rate = 125 * (0.35 + 0.65 * share) * growth * rng.gammavariate(12, 1 / 12)
        for at in arrivals(rng, index * HOUR, (index + 1) * HOUR, rate):
            found += session(at, rng, numbers)
    return found


def surge(
    rng: Random, numbers: Numbers, *, start: float, minutes: float, per_minute: float
) -> list[Event]:
    """A surge after a television report: full within five minutes, then halved every half hour."""

    def rate(seconds: float) -> float:
        rise = min(1.0, seconds / (5 * MINUTE))
        return float(per_minute * rise * 0.5 ** (seconds / (30 * MINUTE)))

    found: list[Event] = []
    for at in thinned(rng, minutes * MINUTE, per_minute / _TEXTS_A_SESSION, rate, per_minute):
        found += session(start + at, rng, numbers)
    return found


def arrivals(rng: Random, start: float, end: float, texts_an_hour: float) -> list[float]:
    """Moments at which sessions begin, so that they bring about `texts_an_hour`."""
    sessions_a_second = texts_an_hour / _TEXTS_A_SESSION / HOUR
    found: list[float] = []
    at = start
    while sessions_a_second > 0:
        at += rng.expovariate(sessions_a_second)
        if at >= end:
            break
        found.append(at)
    return found


def thinned(
    rng: Random,
    seconds: float,
    most_per_minute: float,
    rate: Callable[[float], float],
    highest: float,
) -> list[float]:
    """Random moments at a rate that changes.

    Moments come at `most_per_minute`, and each is kept with probability `rate(second) / highest`.
    """
    found: list[float] = []
    at = 0.0
    while True:
        at += rng.expovariate(most_per_minute / MINUTE)
        if at >= seconds:
            return found
        if rng.random() < rate(at) / highest:
            found.append(at)
