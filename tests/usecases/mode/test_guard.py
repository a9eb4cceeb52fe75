"""The guard holds replies in a raid, and the hotline opens again after it."""

from datetime import timedelta

from sqlalchemy import text

from hotline.domain.modes import Backlog, Mode
from hotline.store.settings import read_settings
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.claim_reply import claim_reply
from hotline.usecases.replies.judge_held_replies import judge_held_replies
from hotline.usecases.replies.take_due_replies import take_due_replies
from simulator.scenarios.people import Event
from tests.support.afternoons import a_raid, bring, live_through, look_on, mode_of, notices
from tests.support.inbounds import one, reply_states, rows

HOUR = timedelta(hours=1)


def test_in_a_raid_all_that_is_planned_since_and_all_that_comes_is_held(database, now, raided):
    assert set(reply_states(database)) == {("held", "raid")}
    assert len(reply_states(database)) == one(database, "SELECT count(*) FROM senders")


def test_what_was_planned_before_the_raid_leaves(database, now):
    early = Event(-3000.0, "+33699000009", "sms", "coucou", "genuine")
    bring(database, early, now)
    live_through(database, a_raid(), now)
    due = now + timedelta(seconds=700)

    assert [reply for reply, _ in take_due_replies(database=database, now=due, limit=9)] == [1]
    assert claim_reply(1, database=database, now=due).id == 1


def test_a_reply_that_slipped_past_the_hold_is_held_at_its_claim(database, now, raided):
    end, _ = raided
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET status = 'planned', reason = NULL"))

    assert claim_reply(1, database=database, now=end + HOUR) is None
    assert reply_states(database)[0] == ("held", "raid")


def test_calm_for_a_while_the_hotline_opens_by_itself_and_sums_up(database, now, raided):
    end, memory = raided
    end = look_on(database, end, minutes=40, memory=memory)

    assert mode_of(database) is Mode.OPEN
    closed, summary = rows(database, "SELECT closed_at, summary FROM incidents")[0]
    assert closed < end
    assert summary["messages"] == one(database, "SELECT count(*) FROM inbounds")
    assert summary["held"] == one(database, "SELECT count(*) FROM replies")
    assert ("incident_over", False) in notices(database)
    bring(database, Event(0.0, "+33699000077", "sms", "salut", "genuine"), end)
    assert reply_states(database)[-1] == ("planned", None)


def test_after_a_suspension_in_a_raid_the_guard_is_on_again(database, now, raided, alice):
    end, _ = raided
    suspend(alice, database=database, now=end)
    assert judge_held_replies(database=database, now=end + HOUR) == 0
    with database.transaction() as connection:
        version = read_settings(connection).mode_version
    dropped = resume(alice, Backlog.GENUINE, mode_version=version, database=database, now=end)

    assert mode_of(database) is Mode.GUARDED
    assert dropped.is_guarded
    assert 0 < dropped.dropped < len(reply_states(database))
    assert {state for state in reply_states(database) if state[0] != "planned"} == {
        ("dropped", "dropped_on_resume")
    }


def test_people_may_open_although_the_raid_goes_on_and_it_stays_open(database, now, raided, alice):
    end, memory = raided
    with database.transaction() as connection:
        version = read_settings(connection).mode_version
    resume(alice, Backlog.KEEP, mode_version=version, database=database, now=end)
    live_through(database, a_raid(seed=7, minutes=2), end, memory=memory)

    assert mode_of(database) is Mode.OPEN
    assert {status for status, _ in reply_states(database)} == {"planned"}


def test_undoing_a_suspension_lets_nothing_go(database, now, raided, alice):
    end, _ = raided
    audit_id = suspend(alice, database=database, now=end)
    undo_act(alice, audit_id, database=database, now=end)

    assert mode_of(database) is Mode.GUARDED
    assert set(reply_states(database)) == {("held", "raid")}
