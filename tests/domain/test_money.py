"""Money: what a reply costs, which warning is due, how long it lasts, what a look proves."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.days import is_night_work_due
from hotline.domain.money import (
    WARNING_LEVELS,
    Budget,
    Cap,
    Figures,
    days_of_life,
    left_micros,
    level_passed,
    raised,
    worst_of_raising,
)
from hotline.domain.prices import PriceList, drift_percent
from hotline.domain.replies import ReplyStatus
from hotline.domain.reply_lookups import (
    Absent,
    Found,
    SentSms,
    Unclear,
    judge,
    next_look,
    next_price_look,
)
from hotline.domain.retries import wait_before

THEN = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)


def test_a_reply_is_set_aside_with_the_margin_rounded_up():
    prices = PriceList({"FR": 79_801}, margin_percent=10)

    assert prices.listed("FR", 2) == 159_602
    assert prices.estimate("FR", 2) == 175_563
    assert prices.estimate("BE", 1) is None


def test_a_price_fixed_by_hand_goes_before_the_list_and_needs_no_margin():
    prices = PriceList({"FR": 80_000}, {"FR": 100_000, "BE": 90_000}, margin_percent=50)

    assert prices.estimate("FR", 1) == 100_000
    assert prices.estimate("BE", 3) == 270_000


def test_what_is_owed_leaves_out_what_has_no_price_and_says_so():
    assert PriceList({"FR": 80_000}).owed({"FR": 3, "XK": 2}, lambda _: 2) == (480_000, 2)


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


def test_drift_is_told_in_per_cent_of_the_list():
    assert drift_percent(80_000, 92_000) == 15
    assert drift_percent(80_000, 79_800) == 0
    assert drift_percent(80_000, 60_000) == -25


def sms(sid, *, body="Bonjour.", minutes=0.0):
    created = THEN + timedelta(minutes=minutes)
    return SentSms(sid, ReplyStatus.SENT, created, 1, body=body)


def look(messages, *, looks=0, minutes=2.0, known=()):
    return judge(
        messages,
        body="Bonjour.",
        claimed_at=THEN,
        known_sids=known,
        looks=looks,
        now=THEN + timedelta(minutes=minutes),
    )


def test_the_same_words_to_the_same_number_since_the_claim_are_the_reply():
    assert look([sms("SM2", minutes=1), sms("SM1", minutes=0.5)]) == Found(sms("SM1", minutes=0.5))


def test_absence_is_certain_at_the_second_look_after_a_quarter_of_an_hour():
    assert look([]) == Absent(is_certain=False)
    assert look([], looks=1, minutes=14) == Absent(is_certain=False)
    assert look([], looks=0, minutes=60) == Absent(is_certain=False)
    assert look([], looks=1, minutes=15) == Absent(is_certain=True)


def test_older_messages_and_those_of_other_replies_are_not_this_reply():
    messages = [sms("SMold", minutes=-60), sms("SMknown", minutes=1)]

    assert look(messages, known={"SMknown"}, looks=1, minutes=15) == Absent(is_certain=True)


def test_other_words_to_the_same_number_are_never_guessed_about():
    assert look([sms("SM1", body="Autre chose", minutes=1)], looks=5, minutes=99) == Unclear()


def test_looks_come_after_two_minutes_and_a_quarter_of_an_hour():
    first = next_look(THEN, THEN)
    second = next_look(THEN, first)

    assert first == THEN + timedelta(minutes=2)
    assert second == THEN + timedelta(minutes=15)
    assert next_look(THEN, second) == second + timedelta(minutes=2)


def test_prices_are_asked_for_ever_more_rarely_and_not_for_ever():
    waits = [next_price_look(looks, THEN) for looks in range(31)]

    assert waits[0] == THEN + timedelta(minutes=2)
    assert waits[:5] == sorted(waits[:5])
    assert waits[29] == THEN + timedelta(days=1)
    assert waits[30] is None


@given(st.integers(1, 40), st.integers(1, 10**6), st.floats(0, 10**6))
def test_waits_grow_are_spread_honour_the_provider_and_end(attempt, seed, asked):
    wait = wait_before(attempt, seed=seed, asked_seconds=asked).total_seconds()

    assert wait >= min(asked, 3600)
    assert wait <= 3600 * 1.5
    doubled = wait_before(attempt + 1, seed=seed).total_seconds()
    assert doubled > wait_before(attempt, seed=seed).total_seconds() / 1.5


@pytest.mark.parametrize(
    ("hour", "hours_since", "is_due"),
    [(3, 24, True), (5, 13, True), (3, 2, False), (14, 24, False), (14, 31, True)],
)
def test_the_nights_work_is_due_once_a_night_where_the_team_lives(hour, hours_since, is_due):
    now = datetime(2026, 10, 30, hour - 1, 30, tzinfo=UTC)  # Paris is an hour ahead

    assert is_night_work_due(now - timedelta(hours=hours_since), now, "Europe/Paris") is is_due
    assert is_night_work_due(None, now, "Europe/Paris")
