"""An organizer changes how often a sender is answered, and when everybody is reminded of a raid."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.roles import Role
from hotline.store.settings import read_settings
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.setup.change_rule import HotlineRule, change_rule, show_rule
from tests.support.cast import HIM
from tests.support.inbounds import a_text, one, receive, rows


def change(who, rule, value, database, now):
    return change_rule(who, rule, value, database=database, now=now)


def test_a_sender_is_answered_again_after_so_many_days(database, alice, now):
    receive(database, a_text(now))
    change(alice, HotlineRule.REPEAT, 30, database, now)

    receive(database, a_text(now + timedelta(days=29)))
    assert one(database, "SELECT count(*) FROM replies") == 1
    receive(database, a_text(now + timedelta(days=31), sender=HIM))
    assert one(database, "SELECT count(*) FROM replies") == 2


def test_for_life_is_the_rule_until_somebody_changes_it_and_can_be_chosen_again(
    database, alice, now
):
    assert show_rule(HotlineRule.REPEAT, database=database) is None
    change(alice, HotlineRule.REPEAT, 30, database, now)
    change(alice, HotlineRule.REPEAT, None, database, now)

    assert show_rule(HotlineRule.REPEAT, database=database) is None


def test_the_reminder_of_a_raid_comes_when_the_team_wants_it(database, alice, now):
    change(alice, HotlineRule.REMINDER, 600, database, now)

    with database.transaction() as connection:
        assert read_settings(connection).remind_after == timedelta(minutes=10)


def test_a_change_is_audited_told_and_undone(database, alice, bruno, now):
    changed = change(alice, HotlineRule.REMINDER, 600, database, now)

    assert rows(database, "SELECT verb, facts FROM audit_entries") == [
        ("change_rule", {"rule": "reminder", "from": 300, "to": 600})
    ]
    assert rows(database, "SELECT organizer_id, kind FROM notices") == [
        (bruno.id, "act.change_rule")
    ]
    undo_act(bruno, changed.audit_id, database=database, now=now)
    assert show_rule(HotlineRule.REMINDER, database=database) == 300


def test_the_same_again_is_refused(database, alice, now):
    with pytest.raises(RefusedError, match="rule_unchanged"):
        change(alice, HotlineRule.REMINDER, 300, database, now)


@pytest.mark.parametrize(
    ("rule", "value", "code"),
    [
        (HotlineRule.REPEAT, 0, "repeat_out_of_range"),
        (HotlineRule.REPEAT, 3651, "repeat_out_of_range"),
        (HotlineRule.REMINDER, 59, "reminder_out_of_range"),
        (HotlineRule.LOUDER, 7201, "reminder_out_of_range"),
        (HotlineRule.REMINDER, None, "reminder_out_of_range"),
    ],
)
def test_what_makes_no_sense_is_rejected(database, alice, now, rule, value, code):
    with pytest.raises(RejectedError, match=code):
        change(alice, rule, value, database, now)


def test_an_observer_changes_no_rule(database, alice, now):
    with pytest.raises(RefusedError, match="not_allowed"):
        change(replace(alice, role=Role.OBSERVER), HotlineRule.REPEAT, 30, database, now)
