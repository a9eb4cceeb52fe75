"""The detector finds a slow drain over hours."""

import pytest

from hotline.domain.detection.drains import DrainRule, Hour, Slow, find_drains


def hours(senders, usual, *, messages=None, insults=0):
    return [Hour(senders, usual, messages or 2 * senders, senders, insults)] * 24


@pytest.mark.parametrize(
    ("slow", "rule"),
    [
        (Slow(hours(10, 9.0), [], 0.03, 9), None),
        (Slow(hours(40, 9.0), [], 0.03, 9), DrainRule.MANY),
        # An hour of the week that was never seen proves nothing.
        (Slow(hours(40, None), [], 0.03, 9), None),
        (Slow(hours(40, 9.0), [], 0.03, 1), None),
        (Slow(hours(10, 9.0), [20, 18, 15], 0.03, 9), DrainRule.FEW),
        (Slow(hours(10, 9.0, messages=100), [20, 18, 15], 0.03, 9), None),
        (Slow(hours(10, 9.0), [25, 20], 0.03, 9), None),
        (Slow(hours(14, 9.0, insults=6), [], 0.03, 9), DrainRule.INSULTS),
        (Slow(hours(14, 9.0, insults=1), [], 0.03, 9), None),
    ],
)
def test_a_slow_drain_is_seen_over_hours(slow, rule):
    alarms = find_drains(slow)

    assert (alarms[0].rule if alarms else None) == rule
