"""The rules of money read amounts, keep caps, and say when a warning is due."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.errors import RejectedError
from hotline.domain.money import (
    WARNING_LEVELS,
    Budget,
    Cap,
    Figures,
    cap_that_breaks,
    days_of_life,
    left_micros,
    level_passed,
    raised,
    to_micros,
    worst_of_raising,
)


@pytest.mark.parametrize(
    ("text", "micros"),
    [("0.16", 160_000), ("0,16", 160_000), ("50", 50_000_000), ("0.0000001", 1), ("0", 0)],
)
def test_an_amount_is_read_and_fractions_are_rounded_up(text, micros):
    assert to_micros(text) == micros


@pytest.mark.parametrize("text", ["", "-1", "abc", "NaN", "Infinity", "1e99"])
def test_what_is_no_amount_is_rejected(text):
    with pytest.raises(RejectedError):
        to_micros(text)


@given(
    costs=st.lists(st.integers(1, 5_000), max_size=200),
    day=st.integers(0, 50_000),
    total=st.integers(0, 100_000),
)
def test_no_sequence_of_costs_passes_a_cap(costs, day, total):
    budget, bound = Budget(day, total), 0
    for cost in costs:
        figures = Figures(bound // 2, bound - bound // 2)
        if cap_that_breaks(cost, budget, day=figures, total=figures) is None:
            bound += cost
    assert bound <= min(day, total)


def test_the_cap_that_breaks_is_named():
    budget = Budget(day_micros=100, total_micros=150)

    assert cap_that_breaks(100, budget, day=Figures(), total=Figures()) is None
    assert cap_that_breaks(101, budget, day=Figures(), total=Figures()) is Cap.DAY
    assert cap_that_breaks(60, budget, day=Figures(), total=Figures(90, 1)) is Cap.TOTAL
    assert cap_that_breaks(20, budget, day=Figures(50, 40), total=Figures(50, 40)) is Cap.DAY


@given(st.integers(1, 10**12), st.lists(st.integers(0, 10**10), max_size=60))
def test_each_level_is_passed_at_most_once_on_the_way_up(cap, steps):
    bound, passed = 0, []
    for step in steps:
        passed.append(level_passed(bound, bound + step, cap))
        bound += step
    levels = [level for level in passed if level]

    assert levels == sorted(set(levels))
    assert (95 in levels) == (bound * 100 >= cap * 95)
    assert set(levels) <= set(WARNING_LEVELS)


def test_a_jump_over_several_levels_tells_the_highest():
    assert level_passed(0, 96, 100) == 95
    assert level_passed(49, 50, 100) == 50
    assert level_passed(50, 79, 100) is None


def test_what_is_offered_at_a_cap_is_half_as_much_again_in_whole_units():
    assert raised(50_000_000) == 75_000_000
    assert raised(7_250_000) == 11_000_000
    assert raised(0) == 1_000_000
    assert raised(100_000, needed_micros=1_680_000) == 2_000_000


def test_the_worst_of_a_raise_is_bounded_by_what_the_total_leaves():
    budget = Budget(50_000_000, 500_000_000)
    spent = Figures(480_000_000, 10_000_000)

    assert worst_of_raising(Cap.DAY, 75_000_000, budget, total=Figures()) == 25_000_000
    assert worst_of_raising(Cap.DAY, 75_000_000, budget, total=spent) == 10_000_000
    assert worst_of_raising(Cap.TOTAL, 700_000_000, budget, total=spent) == 200_000_000


def test_what_is_left_is_the_tighter_of_the_two_and_never_below_nothing():
    budget = Budget(50, 500)

    assert left_micros(budget, day=Figures(20, 5), total=Figures(20, 5)) == 25
    assert left_micros(budget, day=Figures(), total=Figures(480, 10)) == 10
    assert left_micros(budget, day=Figures(60), total=Figures(60)) == 0


def test_days_of_life_at_the_pace_of_the_days_given():
    assert days_of_life(100, [10, 10, 10, 10]) == 10
    assert days_of_life(100, [0, 0]) is None
    assert days_of_life(0, [5]) == 0
    assert days_of_life(-20, [5]) == 0
