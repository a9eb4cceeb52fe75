"""The detector sees a flood in seconds and raises no alarm in ordinary weeks."""

from random import Random

import pytest

from hotline.domain.detection.baselines import HOUR, Baseline
from hotline.domain.detection.spikes import Rule, find_alarm
from hotline.domain.detection.traffic import Traffic
from simulator.scenarios.genuine import ordinary
from simulator.scenarios.people import Numbers
from simulator.scenarios.raids import Flood, crowd
from tests.support.afternoons import arrivals_of
from tests.support.floods import FLOODS, MONDAY, warmed_up


def first_alarm(baseline, arrivals, *, tick=2.0, taught=None):
    """Seconds from the first arrival, and the alarm."""
    traffic, waiting, now = Traffic(), list(arrivals), arrivals[0].at
    while waiting:
        now += tick
        new = [one for one in waiting if one.at <= now]
        waiting = waiting[len(new) :]
        traffic.take(new)
        alarm = find_alarm(traffic, baseline, now, taught=taught) if new else None
        if alarm:
            return now - arrivals[0].at, alarm
    return None


@pytest.mark.parametrize("shape", FLOODS)
@pytest.mark.parametrize(("rate", "median", "late"), [(200, 20, 30), (50, 20, 30), (20, 40, 60)])
def test_a_flood_of_any_shape_is_seen_in_seconds(shape, rate, median, late):
    baseline, _, now = warmed_up()
    delays = []
    for seed in range(11):
        rng = Random(seed)
        events = FLOODS[shape](rng, Numbers(rng), Flood(0, 10, rate))
        found = first_alarm(baseline, arrivals_of(events, now))
        delays.append(found[0])
    delays.sort()

    assert delays[5] <= median
    assert delays[9] <= late


def test_a_service_that_knows_nothing_yet_sees_a_flood_too():
    rng = Random(5)
    flood = arrivals_of(crowd(rng, Numbers(rng), Flood(0, 10, 50)), MONDAY + 2 * HOUR)

    assert first_alarm(Baseline.begin(MONDAY, "Europe/Paris"), flood)[0] <= 30


def test_ordinary_weeks_raise_no_alarm():
    rng = Random(11)
    arrivals = arrivals_of(
        ordinary(rng, Numbers(rng), start_hour=0, hours=2 * 168, scale=1.35), MONDAY
    )
    baseline, traffic, alarms = Baseline.begin(MONDAY, "Europe/Paris"), Traffic(), []
    for one in arrivals:
        for start in baseline.due_minutes(one.at):
            baseline.learn(start, traffic.minute(start))
        traffic.take([one])
        traffic.forget(one.at)
        alarm = find_alarm(traffic, baseline, one.at)
        alarms += [alarm] if alarm else []

    assert alarms == []


def test_what_people_called_harmless_raises_no_alarm_until_it_grows():
    baseline, _, now = warmed_up()
    flood = arrivals_of(FLOODS["polite"](Random(1), Numbers(Random(1)), Flood(0, 3, 20)), now)
    seconds = (20, 60, 180, 600, 1800, 3600)
    taught = {f"{rule}:{s}": 20 * s / 60 for rule in ("crowd", "volume") for s in seconds}
    bigger = arrivals_of(FLOODS["polite"](Random(1), Numbers(Random(1)), Flood(0, 3, 80)), now)

    assert first_alarm(baseline, flood)[1].rule == Rule.CROWD
    assert first_alarm(baseline, flood, taught=taught) is None
    assert first_alarm(baseline, bigger, taught=taught)[0] < 60
