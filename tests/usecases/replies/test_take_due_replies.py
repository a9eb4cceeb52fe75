"""A worker takes a due reply once, and again if its job was lost."""

from dataclasses import replace
from datetime import timedelta

from hotline.domain.pace import Pace
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.usecases.replies.take_due_replies import LinePace, take_due_replies
from tests.support.cast import LINE
from tests.support.inbounds import a_text, rows


def test_what_was_just_taken_is_not_taken_again_and_what_vanished_is(database, due):
    def take(seconds):
        return take_due_replies(database=database, now=due + timedelta(seconds=seconds), limit=10)

    assert take(0) == [(1, 0)]
    assert take(10) == []
    assert take(31) == [(1, 0)]


OTHER = "+33755509999"
HOUR = timedelta(hours=1)


def texts_by(database, now, line, count):
    inbounds = [
        replace(a_text(now, f"+336{line[-4:]}{number:04d}"), line=line) for number in range(count)
    ]
    receive_inbounds(inbounds, database=database, lines={LINE, OTHER}, now=now)


def take(database, at, pace):
    return len(take_due_replies(database=database, now=at, limit=500, pace=pace))


def all_leave(database):
    """As if the workers had sent everything that was handed over."""
    with database.transaction() as connection:
        connection.exec_driver_sql(
            "UPDATE replies SET status = 'sent' WHERE enqueued_at IS NOT NULL"
        )


def test_each_line_has_its_pace_and_all_that_is_due_leaves_in_the_end(database, now):
    texts_by(database, now, LINE, 30)
    texts_by(database, now, OTHER, 12)
    due, pace = now + HOUR, LinePace(Pace(10))
    taken = []
    for seconds in range(0, 12, 2):
        taken.append(take(database, due + timedelta(seconds=seconds), pace))
        all_leave(database)

    assert taken == [0, 20 + 12, 10, 0, 0, 0]
    assert rows(database, "SELECT count(*) FROM replies WHERE status = 'planned'") == [(0,)]


def test_what_the_workers_have_not_sent_yet_is_not_added_to(database, now):
    texts_by(database, now, LINE, 40)
    due, pace = now + HOUR, LinePace(Pace(10))

    taken = [take(database, due + timedelta(seconds=seconds), pace) for seconds in range(0, 10, 2)]
    assert taken == [0, 20, 0, 0, 0]


def test_where_all_lines_reply_by_one_sender_they_share_its_pace(database, now):
    texts_by(database, now, LINE, 15)
    texts_by(database, now, OTHER, 15)
    due, pace = now + HOUR, LinePace(Pace(10), "Hotline")

    assert [take(database, due + timedelta(seconds=seconds), pace) for seconds in (0, 2)] == [0, 20]
