"""A locked organizer hears nothing and does nothing."""

from datetime import timedelta

from hotline.store.settings import change_settings
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.reports.find_waiting_notices import find_waiting_notices
from hotline.usecases.team.lock_organizer import lock_organizer, unlock_organizer
from tests.support.cast import BRUNO
from tests.support.refusals import refused
from tests.support.team import recognised


def test_a_locked_phone_hears_nothing_and_does_nothing(database, alice, bruno, now):
    suspend(alice, database=database, now=now)
    lock_organizer(alice, bruno.id, database=database, now=now)

    assert not recognised(BRUNO, database, now)
    assert find_waiting_notices(database=database, now=now) == []
    refused("already_locked", lock_organizer, alice, bruno.id, database=database, now=now)


def test_who_is_no_owner_locks_one_at_a_time(database, alice, bruno, clara, now):
    lock_organizer(clara, bruno.id, database=database, now=now)

    refused("one_lock_each", lock_organizer, clara, alice.id, database=database, now=now)
    unlock_organizer(alice, bruno.id, database=database, now=now)
    lock_organizer(clara, alice.id, database=database, now=now)


def test_a_lock_is_undone_for_ten_minutes_then_by_owners_only(database, alice, bruno, clara, now):
    audit_id, _ = lock_organizer(clara, bruno.id, database=database, now=now)
    undo_act(clara, audit_id, database=database, now=now + timedelta(minutes=9))
    lock_organizer(clara, bruno.id, database=database, now=now)

    later = now + timedelta(minutes=11)
    refused("owners_only", unlock_organizer, clara, bruno.id, database=database, now=later)
    unlock_organizer(alice, bruno.id, database=database, now=later)


def test_where_the_team_takes_two_an_owners_phone_freezes_one_only(
    database, alice, bruno, clara, now
):
    with database.transaction() as connection:
        change_settings(connection, two_people=["change_team"])
    lock_organizer(alice, bruno.id, database=database, now=now)

    refused("one_lock_each", lock_organizer, alice, clara.id, database=database, now=now)
