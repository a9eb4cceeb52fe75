"""What takes two takes two by a detour as well: by a lock, a removal, or a price without margin."""

from datetime import timedelta

import pytest

from hotline.domain.approvals import Shared
from hotline.domain.roles import Role
from hotline.store.organizers import change_organizer
from hotline.store.settings import change_settings
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.money.fix_price import PriceFixed, fix_price
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.team.ask_team_act import ask_team_act
from hotline.usecases.team.invite import invite
from hotline.usecases.team.lock_organizer import lock_organizer, unlock_organizer
from tests.support.cast import CLARA
from tests.support.inbounds import rows
from tests.support.refusals import refused
from tests.support.team import join


def share(database, *what):
    with database.transaction() as connection:
        change_settings(connection, two_people=list(what))


def joins_as(inviter, role, database, now):
    token = invite(inviter, role, database=database, now=now).token
    return join(token, database, now, CLARA, "Clara").role


@pytest.mark.parametrize("is_new", [False, True])
def test_who_locks_the_others_lets_nobody_in_who_may_agree(database, alice, bruno, now, is_new):
    share(database, *Shared)
    if is_new:
        with database.transaction() as connection:
            change_organizer(connection, bruno.id, agrees_from=now + timedelta(hours=3))
    lock_organizer(alice, bruno.id, database=database, now=now)

    assert joins_as(alice, Role.OWNER, database, now) is Role.OBSERVER
    unlock_organizer(alice, bruno.id, database=database, now=now)


@pytest.mark.parametrize("role", [None, Role.OBSERVER])
def test_the_last_other_who_could_agree_is_not_taken_away_alone(database, alice, bruno, now, role):
    share(database, Shared.RELEASE)
    asked = ask_team_act(alice, bruno.id, role, database=database, now=now)

    # She may leave by herself; agree to her own removal she cannot.
    more = {"database": database, "now": now}
    refused("nobody_to_agree", confirm_proposal, alice, asked.proposal_id, **more)
    assert rows(database, "SELECT count(*) FROM organizers WHERE role <> 'observer'") == [(2,)]


def test_where_nothing_is_shared_the_other_may_be_taken_away(database, alice, bruno, now):
    share(database)
    asked = ask_team_act(alice, bruno.id, None, database=database, now=now)
    confirm_proposal(alice, asked.proposal_id, database=database, now=now)

    assert rows(database, "SELECT count(*) FROM organizers WHERE removed_at IS NULL") == [(1,)]


def test_an_owner_whom_nobody_can_reach_does_not_make_a_lock_harmless(database, alice, bruno, now):
    """Bruno is an organizer; of the owners, one has blocked the bot."""
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, role=Role.ORGANIZER)
    share(database)
    assert joins_as(alice, Role.ORGANIZER, database, now) is Role.OBSERVER
    with database.transaction() as connection:
        change_organizer(connection, 3, role=Role.OWNER, unreachable_since=now)

    refused("nobody_to_agree", lock_organizer, bruno, alice.id, database=database, now=now)


def test_a_price_at_the_list_takes_the_margin_away_and_so_takes_two(database, alice, bruno, now):
    """The list says 0.08, the margin is a fifth: 0.096 is reserved for a reply."""
    share(database, Shared.RAISE_BUDGET)
    with database.transaction() as connection:
        change_settings(connection, margin_percent=20)

    for micros in (95_999, 90_000, 80_000):
        done = fix_price(alice, "FR", micros, database=database, now=now)
        assert isinstance(done, Asked), micros
        with database.transaction() as connection:
            connection.exec_driver_sql("UPDATE proposals SET status = 'declined'")
    assert isinstance(fix_price(alice, "FR", 96_000, database=database, now=now), PriceFixed)
    refused("price_unchanged", fix_price, alice, "FR", 96_000, database=database, now=now)
    assert isinstance(fix_price(alice, "FR", None, database=database, now=now), PriceFixed)
