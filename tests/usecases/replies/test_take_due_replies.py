"""A worker takes a due reply once, and again if its job was lost."""

from datetime import timedelta

from hotline.usecases.replies.take_due_replies import take_due_replies


def test_what_was_just_taken_is_not_taken_again_and_what_vanished_is(database, due):
    def take(seconds):
        return take_due_replies(database=database, now=due + timedelta(seconds=seconds), limit=10)

    assert take(0) == [(1, 0)]
    assert take(10) == []
    assert take(31) == [(1, 0)]
