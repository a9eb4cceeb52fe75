"""An invitation lets one person in once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from hotline.domain.roles import Role
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.team.ask_team_act import ask_team_act
from hotline.usecases.team.invite import invite
from hotline.usecases.team.lock_organizer import lock_organizer, unlock_organizer
from tests.support.cast import CLARA, MALLORY
from tests.support.inbounds import one
from tests.support.team import join, recognised


def remove(actor, whom, database, now):
    question = ask_team_act(actor, whom, None, database=database, now=now)
    return confirm_proposal(actor, question.proposal_id, database=database, now=now)


def test_a_link_lets_one_person_in_once(database, alice, now):
    invited = invite(alice, Role.OBSERVER, database=database, now=now)

    clara = join(invited.token, database, now)

    assert (clara.name, clara.role, clara.language) == ("Clara", Role.OBSERVER, "fr")
    assert join(invited.token, database, now, MALLORY) is None
    assert not recognised(MALLORY, database, now)


def test_many_at_once_with_one_link_one_comes_in(database, alice, now):
    invited = invite(alice, Role.ORGANIZER, database=database, now=now)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: join(invited.token, database, now, 5000 + n), range(8)))

    assert len([one for one in found if one]) == 1
    assert one(database, "SELECT count(*) FROM organizers") == 3


@pytest.mark.parametrize("what", ["removed", "locked", "demoted"])
def test_the_links_of_somebody_who_is_out_lead_nowhere(database, alice, bruno, now, what):
    invited = invite(bruno, Role.OWNER, database=database, now=now)
    if what == "removed":
        remove(alice, bruno.id, database, now)
    elif what == "locked":
        lock_organizer(alice, bruno.id, database=database, now=now)
        unlock_organizer(alice, bruno.id, database=database, now=now)
    else:
        question = ask_team_act(alice, bruno.id, Role.ORGANIZER, database=database, now=now)
        confirm_proposal(alice, question.proposal_id, database=database, now=now)

    assert join(invited.token, database, now) is None


def test_somebody_removed_comes_back_as_the_same_person(database, alice, clara, now):
    remove(alice, clara.id, database, now)
    assert not recognised(CLARA, database, now)
    invited = invite(alice, Role.OBSERVER, database=database, now=now)

    again = join(invited.token, database, now)

    assert (again.id, again.role) == (clara.id, Role.OBSERVER)


def test_no_link_goes_around_a_lock(database, alice, clara, now):
    lock_organizer(alice, clara.id, database=database, now=now)
    invited = invite(alice, Role.OWNER, database=database, now=now)

    assert join(invited.token, database, now) is None
    assert not recognised(CLARA, database, now)
