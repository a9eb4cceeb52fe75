"""Received texts are bounded: the lines are unplugged by themselves, once a day and bound."""

from datetime import timedelta

import pytest

from hotline.domain.days import day_of
from hotline.store.ledger import add_inbound_cost
from hotline.store.settings import change_settings
from hotline.usecases.lines.bound_inbound import bound_inbound
from hotline.usecases.lines.plug import plug
from tests.support.cast import LINE
from tests.support.inbounds import rows
from tests.support.screens import EURO

BOUND = 40 * EURO


@pytest.fixture
def bounded(database):
    with database.transaction() as connection:
        change_settings(connection, inbound_cap_micros=BOUND)
    return database


def cost(database, micros, now):
    with database.transaction() as connection:
        add_inbound_cost(connection, day_of(now, "Europe/Paris"), now, micros=micros)


def errands(database):
    return rows(database, "SELECT kind, line, organizer_id FROM errands WHERE done_at IS NULL")


def test_at_the_bound_the_lines_are_unplugged_and_everybody_is_told(bounded, alice, bruno, now):
    cost(bounded, BOUND - 1, now)
    assert not bound_inbound([LINE], database=bounded, now=now)
    assert errands(bounded) == []
    cost(bounded, 1, now)
    assert bound_inbound([LINE], database=bounded, now=now)

    assert errands(bounded) == [("unplug", LINE, None)]
    told = rows(bounded, "SELECT kind, is_loud FROM notices ORDER BY id")
    assert told == [("act.unplug", True)] * 2


def test_whoever_plugs_them_again_wants_the_texts(bounded, alice, now):
    cost(bounded, BOUND, now)
    bound_inbound([LINE], database=bounded, now=now)
    plug(alice, [LINE], database=bounded, now=now)
    cost(bounded, BOUND, now)

    assert not bound_inbound([LINE], database=bounded, now=now)
    assert [kind for kind, *_ in errands(bounded)] == ["plug"]


def test_the_next_day_has_its_own_bound(bounded, now):
    cost(bounded, BOUND, now)
    bound_inbound([LINE], database=bounded, now=now)
    tomorrow = now + timedelta(days=1)
    assert not bound_inbound([LINE], database=bounded, now=tomorrow)
    cost(bounded, BOUND, tomorrow)
    assert bound_inbound([LINE], database=bounded, now=tomorrow)


def test_without_a_bound_nothing_is_unplugged(database, now):
    cost(database, 10**12, now)
    assert not bound_inbound([LINE], database=database, now=now)
    assert errands(database) == []
