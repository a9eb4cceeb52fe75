"""Organizers suspend the hotline and resume it."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.domain.modes import Backlog
from hotline.usecases.mode.ask_resume import ask_resume
from hotline.usecases.mode.end_suspension import end_suspension
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.reports.show_status import show_status
from tests.support.inbounds import a_text, receive, reply_states, rows
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
