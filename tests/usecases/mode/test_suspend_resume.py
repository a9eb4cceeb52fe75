"""Organizers suspend the hotline and resume it."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from hotline.domain.acts import Act
from hotline.domain.modes import Backlog
from hotline.usecases.mode.ask_resume import ask_resume
from hotline.usecases.mode.end_suspension import end_suspension
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.reports.show_status import show_status
from tests.support.cast import RAIDER
from tests.support.inbounds import a_text, one, receive, reply_states, rows
from tests.support.records import audited, told
from tests.support.refusals import refused


def test_suspending_is_audited_and_told_to_the_others_only(database, alice, bruno, now):
    suspend(alice, database=database, now=now)

    assert audited(database) == ["suspend"]
    assert told(database) == [(bruno.id, "act.suspend")]
    assert show_status(database=database, now=now).settings.mode == "suspended"


def test_suspending_twice_says_who_was_faster(database, alice, bruno, now):
    suspend(alice, database=database, now=now)

    facts = refused("already_suspended", suspend, bruno, database=database, now=now)

    assert facts == {"organizer_id": alice.id, "at": now, "verb": "suspend", "entry_id": 1}
    assert audited(database) == ["suspend"]


def test_a_timed_suspension_ends_by_itself_once(database, alice, now):
    suspend(alice, database=database, now=now, lasting=timedelta(hours=2))

    assert not end_suspension(database=database, now=now + timedelta(minutes=119))
    assert end_suspension(database=database, now=now + timedelta(hours=2))
    assert not end_suspension(database=database, now=now + timedelta(hours=2))
    assert rows(database, "SELECT verb, organizer_id FROM audit_entries") == [
        ("suspend", alice.id), ("resume", None),
    ]  # fmt: skip


HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("first", "then"), [(None, 2 * HOUR), (2 * HOUR, 3 * HOUR), (2 * HOUR, HOUR), (2 * HOUR, None)]
)
def test_a_suspension_is_given_another_end(database, alice, bruno, now, first, then):
    suspend(alice, database=database, now=now, lasting=first)
    later = now + timedelta(minutes=5)

    audit_id = suspend(bruno, database=database, now=later, lasting=then)

    assert ends_at(database) == (later + then if then else None)
    assert audited(database) == ["suspend", "change_end"]
    assert told(database)[1:] == [(alice.id, "act.change_end")]
    assert undo_act(bruno, audit_id, database=database, now=later).act is Act.CHANGE_END
    assert ends_at(database) == (now + first if first else None)
    refused("overtaken", undo_act, bruno, audit_id, database=database, now=later)


def ends_at(database):
    settings = show_status(database=database, now=datetime.now(UTC)).settings
    assert settings.mode == "suspended"
    return settings.mode_until


def test_the_same_end_again_is_no_change_nor_is_an_older_button(database, alice, bruno, now):
    suspend(alice, database=database, now=now, lasting=2 * HOUR)
    soon = now + timedelta(seconds=30)

    facts = refused(
        "already_suspended", suspend, bruno, database=database, now=soon, lasting=2 * HOUR
    )
    assert (facts["organizer_id"], facts["at"]) == (alice.id, now)
    refused("already_suspended", suspend, bruno, database=database, now=soon, may_change_end=False)
    assert ends_at(database) == now + 2 * HOUR


def test_a_resumption_asked_about_before_the_new_end_is_overtaken(database, alice, bruno, now):
    suspend(alice, database=database, now=now)
    version = ask_resume(alice, database=database, now=now).mode_version
    suspend(bruno, database=database, now=now, lasting=2 * HOUR)

    facts = refused(
        "overtaken", resume, alice, Backlog.KEEP, mode_version=version, database=database, now=now
    )
    assert facts["organizer_id"] == bruno.id


def test_what_leaves_when_a_suspension_ends_by_itself_is_told_with_its_price(database, alice, now):
    receive(database, a_text(now), a_text(now, RAIDER), a_text(now + HOUR, "+33611111111"))
    suspend(alice, database=database, now=now, lasting=2 * HOUR - timedelta(minutes=1))

    end_suspension(database=database, now=now + 2 * HOUR - timedelta(minutes=1))

    facts = one(database, "SELECT facts FROM audit_entries WHERE verb = 'resume'")
    found = (facts["leaving"], facts["micros"], facts["currency"])
    assert found == (2, 160_000, "EUR")


@pytest.mark.parametrize(
    ("backlog", "state"),
    [(Backlog.KEEP, ("planned", None)), (Backlog.DROP, ("dropped", "dropped_on_resume"))],
)
def test_resuming_decides_about_what_waits(database, alice, now, backlog, state):
    receive(database, a_text(now))
    suspend(alice, database=database, now=now)
    question = ask_resume(alice, database=database, now=now)
    assert (question.backlog.replies, question.backlog.micros) == (1, 80_000)

    resume(alice, backlog, mode_version=question.mode_version, database=database, now=now)

    assert reply_states(database) == [state]


def test_keeping_the_backlog_also_plans_again_what_the_budget_held(database, alice, now):
    receive(database, a_text(now))
    with database.transaction() as connection:
        connection.execute(text("UPDATE replies SET status = 'held', reason = 'budget'"))
    suspend(alice, database=database, now=now)
    version = ask_resume(alice, database=database, now=now).mode_version
    resume(alice, Backlog.KEEP, mode_version=version, database=database, now=now)

    assert reply_states(database) == [("planned", None)]


def test_a_late_tap_does_not_resume_another_suspension(database, alice, bruno, now):
    suspend(alice, database=database, now=now)
    old = ask_resume(alice, database=database, now=now).mode_version
    resume(bruno, Backlog.KEEP, mode_version=old, database=database, now=now)
    suspend(bruno, database=database, now=now)

    refused("overtaken", resume, alice, Backlog.DROP, mode_version=old, database=database, now=now)
