"""Who has the phone tonight: taken, handed over, ended in the morning."""

from datetime import UTC, datetime, timedelta

import pytest

from hotline.domain.errors import RefusedError
from hotline.domain.roles import Role
from hotline.usecases.team.take_phone import show_phone, take_phone
from tests.support.inbounds import rows
from tests.support.team import come_in

NIGHT = datetime(2026, 11, 20, 22, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 21, 7, 0, tzinfo=UTC)


def take(who, whom_id, database, now=NIGHT, *, until_morning=True):
    return take_phone(who, whom_id, until_morning=until_morning, database=database, now=now)


def test_it_ends_in_the_morning(database, alice, bruno):
    taken = take(alice, alice.id, database)

    assert (taken.whom_id, taken.until) == (alice.id, MORNING)
    shown = show_phone(database=database, now=NIGHT)
    assert (shown.who.id, shown.until) == (alice.id, MORNING)
    assert [one.id for one in shown.others] == [bruno.id]
    assert show_phone(database=database, now=MORNING).who is None


def test_it_is_handed_over_and_the_others_are_told(database, alice, bruno):
    take(alice, bruno.id, database, until_morning=False)

    assert show_phone(database=database, now=NIGHT + timedelta(days=3)).who.id == bruno.id
    told = rows(database, "SELECT kind, facts->>'whom_id' FROM notices")
    assert told == [("act.take_phone", str(bruno.id))]
    take(bruno, None, database)
    assert show_phone(database=database, now=NIGHT).who is None


@pytest.mark.parametrize("until_morning", [True, False])
def test_the_same_again_changes_nothing(database, alice, until_morning):
    take(alice, alice.id, database, until_morning=until_morning)
    with pytest.raises(RefusedError, match="phone_unchanged"):
        take(alice, alice.id, database, until_morning=until_morning)


def test_nobody_has_it_before_somebody_takes_it(database, alice):
    with pytest.raises(RefusedError, match="phone_unchanged"):
        take(alice, None, database)


def test_observers_do_not_get_it_and_do_not_give_it(database, alice, bruno, now):
    clara = come_in(alice, Role.OBSERVER, bruno, database, now)
    with pytest.raises(RefusedError, match="no_such_member"):
        take(alice, clara.id, database)
    with pytest.raises(RefusedError, match="not_allowed"):
        take(clara, alice.id, database)
