"""The deployer unlocks the owners."""

from datetime import timedelta

from hotline.domain.consents import agreed_by_two
from hotline.usecases.team.lock_organizer import lock_organizer, put_lock, unlock_organizer
from hotline.usecases.team.unlock_owners import unlock_owners
from tests.support.cast import ALICE, BRUNO, CLARA
from tests.support.refusals import refused
from tests.support.team import recognised


def test_when_every_owner_is_locked_the_deployer_lets_them_in_again(
    database, alice, bruno, clara, now
):
    refused_last = "last_owner"
    lock_organizer(alice, bruno.id, database=database, now=now)
    refused(refused_last, lock_organizer, alice, alice.id, database=database, now=now)
    with database.transaction() as connection:
        # Two agreed to it.
        consent = agreed_by_two(clara, bruno)
        put_lock(connection, consent, alice.id, now)
    later = now + timedelta(hours=1)
    refused("owners_only", unlock_organizer, clara, alice.id, database=database, now=later)

    assert unlock_owners([ALICE, CLARA, 999], database=database, now=later) == 1
    assert recognised(ALICE, database, later)
    assert not recognised(BRUNO, database, later)
    assert unlock_owners([ALICE], database=database, now=later) == 0
