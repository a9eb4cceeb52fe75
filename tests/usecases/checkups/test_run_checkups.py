"""One check-up answers everybody who waits for it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from hotline.domain.checkups import State
from hotline.usecases.checkups.ask_checkup import ask_checkup
from hotline.usecases.checkups.find_finished_checkups import find_finished_checkups, note_shown
from hotline.usecases.checkups.run_checkups import find_checkups, run_checkups
from hotline.wiring import utc_now
from tests.support.checkups import Broken


def test_one_check_up_answers_all_who_wait_and_each_is_shown_it(healthy, database, alice, bruno):
    ask_checkup(alice, 11, database=database, now=utc_now())
    ask_checkup(bruno, 22, database=database, now=utc_now())
    assert find_checkups(database=database, now=utc_now())
    assert find_finished_checkups(database=database, clock=utc_now) == []

    assert run_checkups(healthy, database=database, clock=utc_now) == 2
    assert run_checkups(healthy, database=database, clock=utc_now) == 0

    shown = find_finished_checkups(database=database, clock=utc_now)
    assert [(s.to.id, s.checkup.message_id) for s in shown] == [(alice.id, 11), (bruno.id, 22)]
    assert all(f.state is State.FINE for s in shown for f in s.findings)
    for one_shown in shown:
        note_shown(one_shown.checkup, database=database, now=utc_now())
    assert find_finished_checkups(database=database, clock=utc_now) == []


def test_a_look_that_never_ends_is_not_begun_again_at_once_nor_for_ever(
    healthy, database, alice, now
):
    ask_checkup(alice, 11, database=database, now=now)
    away = replace(healthy, backup_alerts=Broken())
    with pytest.raises(ZeroDivisionError):
        run_checkups(away, database=database, clock=lambda: now)

    def waits(**later):
        return find_checkups(database=database, now=now + timedelta(**later))

    assert not waits(seconds=100)
    assert waits(minutes=4)
    assert not waits(minutes=16)
    (stopgap,) = find_finished_checkups(
        database=database, clock=lambda: now + timedelta(seconds=50)
    )
    assert stopgap.findings[0].problem == "looking"
