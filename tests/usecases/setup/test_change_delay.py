"""A new delay counts for new replies only."""

from datetime import timedelta

from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.setup.change_delay import DelayQuestion, change_delay
from tests.support.cast import RAIDER
from tests.support.inbounds import a_text, receive, rows
from tests.support.refusals import refused


def test_a_new_delay_counts_for_new_replies_only(database, alice, now):
    receive(database, a_text(now))
    change_delay(alice, 600, database=database, now=now)
    receive(database, a_text(now, RAIDER))

    dues = rows(database, "SELECT due_at FROM replies ORDER BY id")
    assert dues == [(now + timedelta(hours=1),), (now + timedelta(minutes=10),)]
    refused("delay_unchanged", change_delay, alice, 600, database=database, now=now)
    refused("delay_too_long", change_delay, alice, 10**9, database=database, now=now)


def test_a_delay_under_ten_minutes_is_asked_about(database, alice, now):
    question = change_delay(alice, 599, database=database, now=now)

    assert isinstance(question, DelayQuestion)
    assert delay_of(database) == 3600
    done = confirm_proposal(alice, question.proposal_id, database=database, now=now)
    assert (done.seconds, delay_of(database)) == (599, 599)
    # Longer than it is: nothing is lost by that.
    assert not isinstance(change_delay(alice, 599 + 1, database=database, now=now), DelayQuestion)


def test_a_question_about_a_delay_that_changed_since_is_refused(database, alice, bruno, now):
    question = change_delay(alice, 60, database=database, now=now)
    change_delay(bruno, 1200, database=database, now=now)

    refused("overtaken", confirm_proposal, alice, question.proposal_id, database=database, now=now)
    assert delay_of(database) == 1200


def delay_of(database):
    return rows(database, "SELECT delay_seconds FROM settings")[0][0]
