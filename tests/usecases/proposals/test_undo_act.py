"""An undo checks and acts in one transaction; a colleague's change in between stays."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from hotline.domain.acts import RULES, UNDOABLE, Act
from hotline.domain.errors import RefusedError
from hotline.domain.modes import Mode
from hotline.domain.money import Cap
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.organizers import change_organizer
from hotline.store.settings import change_settings
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.money.change_money_rule import MoneyRule, change_money_rule
from hotline.usecases.proposals.act_table import ACTS
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.reply_texts.confirm_draft import confirm_draft
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text
from hotline.usecases.reply_texts.remove_text import remove_text
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.unblock_sender import unblock_sender
from hotline.usecases.setup.change_countries import change_countries
from hotline.usecases.setup.change_delay import change_delay
from hotline.usecases.setup.change_hotline_language import change_hotline_language
from hotline.usecases.setup.change_rule import HotlineRule, change_rule
from hotline.usecases.setup.choose_language import choose_language
from hotline.usecases.team.lock_organizer import lock_organizer, unlock_organizer
from hotline.usecases.team.take_phone import take_phone
from tests.support.cast import HIM
from tests.support.inbounds import a_text, one, receive, reply_states
from tests.support.refusals import refused

EURO = 1_000_000


def test_every_act_has_its_row_in_both_tables():
    assert set(RULES) == set(Act) == set(ACTS)


def test_what_can_be_undone_says_how_and_for_how_long():
    assert {act for act, row in ACTS.items() if row.undo} == UNDOABLE


class Meanwhile:
    """Somebody undoes while a colleague's change is under way: the undo waits for its commit."""

    def __init__(self, database: Database, lock: str, **values: object) -> None:
        self._database, self._lock, self._values = database, lock, values

    def undo_during(self, undo: Callable[[], object], change: str) -> list[BaseException]:
        failures: list[BaseException] = []

        def run() -> None:
            try:
                undo()
            except RefusedError as error:
                failures.append(error)

        thread = threading.Thread(target=run)
        with self._database.transaction() as connection:
            connection.execute(text(self._lock), self._values)
            thread.start()
            self._wait_until_it_waits()
            connection.execute(text(change), self._values)
        thread.join(timeout=20)
        assert not thread.is_alive()
        return failures

    def _wait_until_it_waits(self) -> None:
        query = text(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Lock'"
        )
        for _ in range(2000):
            with self._database.transaction() as connection:
                if connection.execute(query).scalar_one():
                    return
        raise AssertionError("the undo did not wait")


# What an act on the settings is, what a colleague makes of it, and what is left.
ON_SETTINGS = {
    "delay": (
        lambda who, database, now: change_delay(who, 1800, database=database, now=now).audit_id,
        "delay_seconds = 7200", "delay_seconds", 7200,
    ),
    "countries": (
        lambda who, database, now: change_countries(
            who, ["FR"], database=database, now=now
        ).audit_id,
        "countries = ARRAY['BE']", "countries", ["BE"],
    ),
    "budget": (
        lambda who, database, now: change_budget(
            who, Cap.DAY, 10 * EURO, database=database, now=now
        ).audit_id,
        f"daily_budget_micros = {5 * EURO}", "daily_budget_micros", 5 * EURO,
    ),
    "margin": (
        lambda who, database, now: change_money_rule(
            who, MoneyRule.MARGIN, 20, database=database, now=now
        ).audit_id,
        "margin_percent = 35", "margin_percent", 35,
    ),
    "reminder": (
        lambda who, database, now: change_rule(
            who, HotlineRule.REMINDER, 600, database=database, now=now
        ).audit_id,
        "remind_after_seconds = 1200", "remind_after_seconds", 1200,
    ),
    "suspension": (
        lambda who, database, now: suspend(who, database=database, now=now),
        "mode = 'suspended', mode_version = mode_version + 1", "mode", "suspended",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", ON_SETTINGS)
def test_a_colleagues_change_under_way_is_not_overwritten(database, alice, bruno, now, what):
    act, change, column, left = ON_SETTINGS[what]
    audit_id = act(alice, database, now)
    undo = lambda: undo_act(bruno, audit_id, database=database, now=now)  # noqa: E731

    meanwhile = Meanwhile(database, "SELECT FROM settings FOR UPDATE")
    (failure,) = meanwhile.undo_during(undo, f"UPDATE settings SET {change}")

    assert failure.code == "overtaken"
    assert one(database, f"SELECT {column} FROM settings") == left


def test_of_two_who_undo_at_once_one_does(database, alice, bruno, now):
    audit_id = change_delay(alice, 1800, database=database, now=now).audit_id
    failures, barrier = [], threading.Barrier(2)

    def undo(who):
        barrier.wait()
        try:
            undo_act(who, audit_id, database=database, now=now)
        except RefusedError as error:
            failures.append(error.code)

    threads = [threading.Thread(target=undo, args=(who,)) for who in (alice, bruno)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=20)

    assert failures == ["overtaken"]
    assert one(database, "SELECT delay_seconds FROM settings") == 3600
    assert one(database, "SELECT count(*) FROM audit_entries WHERE verb = 'change_delay'") == 2


def test_a_block_that_was_lifted_and_set_again_meanwhile_stays(database, alice, bruno, now):
    receive(database, a_text(now, sender=HIM))
    blocked = block_sender(alice, "#1", database=database, now=now)
    unblock_sender(bruno, "#1", database=database, now=now)
    block_sender(bruno, "#1", database=database, now=now)

    facts = refused("overtaken", undo_act, alice, blocked.audit_id, database=database, now=now)

    assert facts["organizer_id"] == bruno.id
    assert one(database, "SELECT blocked_by FROM senders") == bruno.id


def test_a_lock_that_was_lifted_and_set_again_meanwhile_stays(database, alice, bruno, now):
    later = now + timedelta(minutes=1)
    audit_id, _ = lock_organizer(alice, bruno.id, database=database, now=now)
    unlock_organizer(alice, bruno.id, database=database, now=now)
    lock_organizer(alice, bruno.id, database=database, now=later)

    refused("overtaken", undo_act, alice, audit_id, database=database, now=later)

    assert one(database, "SELECT locked_at FROM organizers WHERE id = :id", id=bruno.id) == later


def _text(who, database, now):
    draft = draft_reply_text(who, "Non, c'est non.", language="fr", database=database, now=now)
    return confirm_draft(who, draft.draft_id, database=database, now=now).audit_id


def _removal(who, database, now):
    with database.transaction() as connection:
        change_settings(connection, language="en")
    question = remove_text(who, "fr", database=database, now=now)
    return confirm_proposal(who, question.proposal_id, database=database, now=now).audit_id


DONE = {
    Act.SUSPEND: lambda who, database, now: suspend(who, database=database, now=now),
    Act.BLOCK: lambda who, database, now: (
        block_sender(who, HIM, database=database, now=now).audit_id
    ),
    Act.UNBLOCK: lambda who, database, now: (
        unblock_sender(who, HIM, database=database, now=now).audit_id
    ),
    Act.CHANGE_REPLY_TEXT: _text,
    Act.REMOVE_REPLY_TEXT: _removal,
    Act.CHOOSE_LANGUAGE: lambda who, database, now: (
        choose_language(who, "BE", "nl", database=database, now=now).audit_id
    ),
    Act.CHANGE_OWN_LANGUAGE: lambda who, database, now: (
        change_hotline_language(who, "en", database=database, now=now).audit_id
    ),
    Act.CHANGE_DELAY: ON_SETTINGS["delay"][0],
    Act.CHANGE_BUDGET: ON_SETTINGS["budget"][0],
    Act.CHANGE_MONEY_RULE: ON_SETTINGS["margin"][0],
    Act.CHANGE_COUNTRIES: ON_SETTINGS["countries"][0],
    Act.CHANGE_RULE: lambda who, database, now: (
        change_rule(who, HotlineRule.REMINDER, 600, database=database, now=now).audit_id
    ),
    Act.TAKE_PHONE: lambda who, database, now: (
        take_phone(who, who.id, until_morning=True, database=database, now=now).audit_id
    ),
    Act.LOCK: lambda who, database, now: lock_organizer(who, 2, database=database, now=now)[0],
}
STATE = (
    "SELECT mode, on_call_id, on_call_until, delay_seconds, repeat_after_days, countries,"
    " remind_after_seconds, daily_budget_micros, margin_percent,"
    " (SELECT body FROM reply_texts WHERE language = 'fr' AND removed_at IS NULL"
    "   ORDER BY version DESC LIMIT 1), coalesce(country_languages->>'BE', 'fr'),"
    " (SELECT string_agg(status, ' ' ORDER BY id) FROM replies),"
    " (SELECT count(*) FROM senders WHERE blocked_at IS NOT NULL),"
    " (SELECT count(*) FROM organizers WHERE locked_at IS NOT NULL) FROM settings"
)
# tests/usecases/incidents/test_incident_acts.py, which has a raid; another end of a suspension:
# tests/usecases/mode/test_suspend_resume.py, since a suspension comes before it.
_ELSEWHERE = {Act.BLOCK_MANY, Act.DISMISS, Act.CHANGE_END}


@pytest.mark.parametrize("act", sorted(UNDOABLE - _ELSEWHERE))
def test_every_undoable_act_is_undone_once_and_not_after_its_time(database, alice, bruno, now, act):
    receive(database, a_text(now))
    if act is Act.UNBLOCK:
        block_sender(bruno, HIM, database=database, now=now)
    before = one_row(database, STATE)
    audit_id = DONE[act](alice, database, now)
    late = now + RULES[act].undo_within + timedelta(seconds=1)

    refused("undo_too_late", undo_act, alice, audit_id, database=database, now=late)
    assert undo_act(alice, audit_id, database=database, now=now).act is act
    assert one_row(database, STATE) == before
    with pytest.raises(RefusedError):
        undo_act(alice, audit_id, database=database, now=now)


def one_row(database, query):
    with database.transaction() as connection:
        return tuple(connection.execute(text(query)).one())


def test_observers_undo_nothing(database, alice, now):
    audit_id = suspend(alice, database=database, now=now)
    observer = replace(alice, role=Role.OBSERVER)

    refused("not_allowed", undo_act, observer, audit_id, database=database, now=now)


def test_in_a_raid_a_text_is_not_undone_alone(database, alice, bruno, now):
    """The text before may be the one that a stolen phone wrote."""
    audit_id = _text(alice, database, now)
    with database.transaction() as connection:
        change_settings(connection, mode=Mode.GUARDED, guard_since=now)

    refused("undo_text_needs_two", undo_act, alice, audit_id, database=database, now=now)
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, removed_at=now)
    assert undo_act(alice, audit_id, database=database, now=now).act is Act.CHANGE_REPLY_TEXT


def test_undoing_a_block_does_not_lift_somebody_elses_later_one(database, alice, bruno, now):
    receive(database, a_text(now))
    first = block_sender(alice, "#1", database=database, now=now).audit_id
    unblock_sender(bruno, "#1", database=database, now=now)
    block_sender(bruno, "#1", database=database, now=now)

    facts = refused("overtaken", undo_act, alice, first, database=database, now=now)

    assert facts["organizer_id"] == bruno.id
    assert reply_states(database) == [("dropped", "blocked")]


def test_undoing_an_unblock_blocks_again(database, alice, now):
    receive(database, a_text(now))
    block_sender(alice, "#1", database=database, now=now)
    unblocked = unblock_sender(alice, "#1", database=database, now=now)

    undo_act(alice, unblocked.audit_id, database=database, now=now)

    assert reply_states(database) == [("dropped", "blocked")]


def test_ten_minutes_later_it_is_too_late_to_undo(database, alice, now):
    audit_id = suspend(alice, database=database, now=now)

    refused(
        "undo_too_late", undo_act, alice, audit_id,
        database=database, now=now + timedelta(minutes=10, seconds=1),
    )  # fmt: skip
    refused("nothing_to_undo", undo_act, alice, 999_999, database=database, now=now)
