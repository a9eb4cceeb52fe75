"""A baseline learns the usual traffic, and a raid teaches it little."""

import pytest

from hotline.domain.detection.baselines import MINUTE, Baseline, Minute
from tests.support.floods import MONDAY, warmed_up


def test_what_was_learnt_survives_being_written_down():
    baseline, _, now = warmed_up(days=3)
    again = Baseline.from_dict(baseline.to_dict())

    assert again == baseline
    assert again.usual_messages(now, 60) == baseline.usual_messages(now, 60)


def test_a_raid_teaches_little_even_if_it_were_learnt():
    baseline, _, now = warmed_up()
    before = baseline.usual_messages(now, 60)
    for n in range(30):
        baseline.learn(now + n * MINUTE, Minute(messages=200, senders=100))

    assert baseline.usual_messages(now + 30 * MINUTE, 60) < max(12 * before, 20)


def test_the_hour_under_way_is_not_compared_with_itself():
    baseline = Baseline.begin(MONDAY, "UTC")
    for n in range(59):
        baseline.learn(MONDAY + n * MINUTE, Minute(messages=5, senders=4))

    assert baseline.senders.profile_rate(0) is None
    baseline.learn(MONDAY + 59 * MINUTE, Minute())
    baseline.learn(MONDAY + 60 * MINUTE, Minute())
    assert baseline.senders.profile_rate(0) == pytest.approx(4 * 59 / 60, abs=1e-3)
