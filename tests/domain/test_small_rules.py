"""Replies' moves, money, durations, days, texts, retries, health, roles."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.days import day_of
from hotline.domain.durations import parse_duration
from hotline.domain.errors import RejectedError
from hotline.domain.health import examine
from hotline.domain.money import Budget, Cap, Figures, cap_that_breaks, to_micros
from hotline.domain.replies import ReplyStatus, can_move
from hotline.domain.reply_texts import clean_text
from hotline.domain.retries import wait_before
from hotline.domain.roles import Role, may

FINAL = {ReplyStatus.DELIVERED, ReplyStatus.UNDELIVERED, ReplyStatus.FAILED}
GONE = {ReplyStatus.SENT, *FINAL}


@given(st.lists(st.sampled_from(ReplyStatus), max_size=30))
def test_whatever_is_reported_a_reply_that_left_never_comes_back(reports):
    status = ReplyStatus.SENDING
    has_left = False
    for report in reports:
        if can_move(status, report):
            status = report
        has_left = has_left or status in GONE
        if has_left:
            assert status in GONE


@pytest.mark.parametrize("status", sorted(FINAL))
def test_an_end_is_an_end(status):
    assert not any(can_move(status, following) for following in ReplyStatus)


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


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("10s", 10), ("60m", 3600), ("1h30", 5400), ("45", 2700), ("2d", 172800), ("1 h 15 m", 4500),
     ("2j", 172800), ("1h05m10s", 3910), ("0s", 0), ("90 min", 5400)],
)  # fmt: skip
def test_a_duration_is_read_as_people_write_it(text, seconds):
    assert parse_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "soon", "1x", "-5m", "m", "1m30", "٣m" * 9])
def test_what_is_no_duration_is_rejected(text):
    with pytest.raises(RejectedError):
        parse_duration(text)


def test_a_day_begins_at_midnight_where_the_team_lives_summer_and_winter():
    summer = datetime(2026, 7, 1, 22, 30, tzinfo=UTC)
    winter = datetime(2026, 12, 1, 22, 30, tzinfo=UTC)

    assert day_of(summer, "Europe/Paris") == date(2026, 7, 2)
    assert day_of(winter, "Europe/Paris") == date(2026, 12, 1)


def test_a_reply_text_is_composed_and_rid_of_control_characters():
    assert clean_text("  e\u0301te\u0301\x00\x1b\r\nfin ") == "été\nfin"


@pytest.mark.parametrize(
    ("text", "code"), [("  \x00 ", "text_empty"), ("a" * 1601, "text_too_long")]
)
def test_a_text_that_cannot_be_sent_is_rejected(text, code):
    with pytest.raises(RejectedError) as raised:
        clean_text(text)
    assert raised.value.code == code


@given(st.integers(1, 1000), st.integers(0, 10**6))
def test_waits_grow_and_are_bounded(attempt, seed):
    wait = wait_before(attempt, seed=seed)

    assert timedelta(seconds=15) <= wait <= timedelta(seconds=1350)
    assert wait_before(attempt + 1, seed=seed) >= wait


def test_a_part_that_never_beat_or_is_silent_is_not_alive():
    found = examine({"web": timedelta(seconds=5), "worker": timedelta(minutes=5)})

    assert [(part.name, part.is_alive) for part in found] == [
        ("web", True), ("worker", False), ("redis", False), ("bot", False),
    ]  # fmt: skip


def test_observers_see_organizers_act_owners_do_all():
    assert not may(Role.OBSERVER, Role.ORGANIZER)
    assert may(Role.ORGANIZER, Role.ORGANIZER)
    assert not may(Role.ORGANIZER, Role.OWNER)
    assert may(Role.OWNER, Role.ORGANIZER)
