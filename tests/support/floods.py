"""Floods of each shape, and a service that has seen ordinary days."""

from datetime import UTC, datetime
from random import Random

from hotline.domain.detection.baselines import Baseline
from hotline.domain.detection.traffic import Traffic
from simulator.scenarios.genuine import ordinary
from simulator.scenarios.people import Numbers
from simulator.scenarios.raids import crowd, few, lockstep, rotating
from tests.support.afternoons import arrivals_of

MONDAY = datetime(2026, 10, 26, tzinfo=UTC).timestamp()
FLOODS = {
    "crowd": crowd,
    "few": few,
    "fresh": rotating,
    "polite": lambda rng, numbers, flood: rotating(rng, numbers, flood, polite=True),
    "copied": lockstep,
    "calls": lambda rng, numbers, flood: crowd(rng, numbers, flood, kind="call", phones=100),
}


def warmed_up(days: int = 8, seed: int = 1) -> tuple[Baseline, Traffic, float]:
    """A service that has seen some ordinary days, its traffic, and the end of the last day."""
    rng = Random(seed)
    events = ordinary(rng, Numbers(rng), start_hour=0, hours=24 * days, scale=1.35)
    baseline, traffic = Baseline.begin(MONDAY, "Europe/Paris"), Traffic(arrivals_of(events, MONDAY))
    now = MONDAY + days * 86400
    for start in [
        m for day in range(days) for m in baseline.due_minutes(MONDAY + (day + 1) * 86400)
    ]:
        baseline.learn(start, traffic.minute(start))
    return baseline, traffic, now
