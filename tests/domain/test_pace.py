"""A line never sends faster than it may, however often and irregularly it is asked."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hotline.domain.pace import Pace

NOW = datetime(2026, 10, 30, 16, tzinfo=UTC)


def let_go(pace, at, *, segments=1, waiting=0, line="+33755501234"):
    count = pace.room(line, segments=segments, waiting=waiting, now=NOW + timedelta(seconds=at))
    pace.spend(line, count * segments)
    return count


def test_it_starts_with_nothing_and_lets_go_what_the_time_allows():
    pace = Pace(10)

    assert [let_go(pace, at) for at in (0, 2, 4, 4, 4.5)] == [0, 20, 20, 0, 5]


def test_a_long_pause_is_not_made_up_for():
    pace = Pace(10)
    let_go(pace, 0)

    assert let_go(pace, 3600) == 20


def test_what_still_waits_in_the_queue_counts():
    pace = Pace(10)
    let_go(pace, 0)

    assert let_go(pace, 10, waiting=15) == 5
    assert let_go(pace, 20, waiting=20) == 0
    assert let_go(pace, 30, waiting=50) == 0


def test_a_line_that_is_slower_than_one_reply_saves_for_it():
    pace = Pace(0.5)

    assert [let_go(pace, at, segments=3) for at in range(0, 14, 2)] == [0, 0, 0, 1, 0, 0, 1]


def test_lines_have_paces_of_their_own():
    pace = Pace(1)
    for line in ("a", "b"):
        let_go(pace, 0, line=line)

    assert [let_go(pace, 2, line=line) for line in ("a", "b")] == [2, 2]


def test_a_clock_that_is_set_back_gives_nothing():
    pace = Pace(10)
    let_go(pace, 100)

    assert let_go(pace, 0) == 0
    assert let_go(pace, 1) == 10


@given(
    st.floats(0.1, 50),
    st.integers(1, 6),
    st.lists(st.floats(0, 10), min_size=1, max_size=40),
)
def test_in_any_time_no_more_leaves_than_it_may(rate, segments, steps):
    pace, at, sent = Pace(rate), 0.0, []
    for step in steps:
        at += step
        sent.append((at, let_go(pace, at, segments=segments) * segments))

    burst = max(rate * 2, segments)
    for first, (begin, _) in enumerate(sent):
        for end, _ in sent[first:]:
            total = sum(count for moment, count in sent[first:] if moment <= end)
            assert total <= rate * (end - begin) + burst + 1e-6
