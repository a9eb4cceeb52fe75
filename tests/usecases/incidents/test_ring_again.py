"""A raid that nobody looks after: what rings and when, and the guard that comes back by itself."""

from datetime import timedelta

import pytest

from hotline.domain.modes import Backlog, Mode
from hotline.store.settings import read_settings
from hotline.usecases.incidents.acknowledge_incident import acknowledge_incident
from hotline.usecases.incidents.say_awake import say_awake
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from tests.support.afternoons import a_raid, live_through, mode_of
from tests.support.inbounds import rows

MINUTE = timedelta(minutes=1)
# For as long as the raid goes on, each minute is like the one before.
pytestmark = pytest.mark.slow


def loud(database, whom):
    return rows(
        database,
        "SELECT kind FROM notices WHERE is_loud AND organizer_id = :whom ORDER BY id",
        whom=whom.id,
    )


def test_a_night_without_anybody_rings_four_times_at_most(database, now, alice, bruno):
    live_through(database, a_raid(minutes=40, per_minute=20), now, memory=Memory())

    cards = rows(
        database, "SELECT count(*) FROM incident_cards WHERE is_loud GROUP BY organizer_id"
    )
    assert cards == [(1,), (1,)]
    kinds = [kind for (kind,) in loud(database, bruno)]
    assert kinds in (
        ["incident_unacknowledged", "incident_louder"],
        ["incident_raid", "incident_unacknowledged", "incident_louder"],
    )


def test_who_looks_after_it_ends_the_steps(database, now, alice, bruno):
    memory = Memory()
    end = live_through(database, a_raid(minutes=7, per_minute=20), now, memory=memory)
    acknowledge_incident(alice, 1, database=database, now=end)
    live_through(database, a_raid(seed=3, minutes=35, per_minute=20), end, memory=memory)

    assert "incident_louder" not in [kind for (kind,) in loud(database, bruno)]


def open_in_spite_of_it(who, database, now):
    with database.transaction() as connection:
        version = read_settings(connection).mode_version
    resume(who, Backlog.LEAVE, mode_version=version, database=database, now=now)


@pytest.mark.parametrize("is_there", [False, True])
def test_a_guard_that_was_lifted_comes_back_if_nobody_is_there(
    database, now, alice, bruno, is_there
):
    memory = Memory()
    end = live_through(database, a_raid(minutes=4, per_minute=20), now, memory=memory)
    open_in_spite_of_it(alice, database, end)
    end = live_through(database, a_raid(seed=3, minutes=9, per_minute=20), end, memory=memory)
    if is_there:
        say_awake(bruno, 1, database=database, now=end)
    end = live_through(database, a_raid(seed=4, minutes=9, per_minute=20), end, memory=memory)

    kinds = [kind for (kind,) in loud(database, bruno)]
    assert mode_of(database) is (Mode.OPEN if is_there else Mode.GUARDED)
    assert kinds.count("incident_guarded_again") == (0 if is_there else 1)


def test_while_it_is_suspended_no_guard_comes_back_and_nobody_is_rung(database, now, alice, bruno):
    memory = Memory()
    end = live_through(database, a_raid(minutes=4, per_minute=20), now, memory=memory)
    open_in_spite_of_it(alice, database, end)
    suspend(alice, database=database, now=end)
    live_through(database, a_raid(seed=3, minutes=25, per_minute=20), end, memory=memory)

    assert mode_of(database) is Mode.SUSPENDED
    assert "incident_guarded_again" not in [kind for (kind,) in loud(database, bruno)]
