"""Owners remove people and change roles, and one owner always stays."""

from concurrent.futures import ThreadPoolExecutor

from hotline.domain.errors import RefusedError
from hotline.domain.roles import Role
from hotline.store.organizers import get_role
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.team.ask_team_act import ask_team_act
from hotline.usecases.team.invite import invite, withdraw_invitation
from hotline.usecases.team.lock_organizer import lock_organizer
from tests.support.refusals import refused


def test_only_owners_invite_remove_and_change_roles(database, alice, clara, now):
    acts = [
        (invite, Role.OBSERVER),
        (withdraw_invitation, 1),
        (ask_team_act, alice.id, None),
        (ask_team_act, clara.id, Role.OWNER),
    ]
    for act, *arguments in acts:
        refused("owners_only", act, clara, *arguments, database=database, now=now)


def test_two_owners_who_remove_each_other_at_once_leave_one(database, alice, bruno, now):
    asked = [
        (alice, ask_team_act(alice, bruno.id, None, database=database, now=now).proposal_id),
        (bruno, ask_team_act(bruno, alice.id, None, database=database, now=now).proposal_id),
    ]

    def confirm(pair):
        try:
            confirm_proposal(*pair, database=database, now=now)
        except RefusedError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        ends = sorted(pool.map(confirm, asked))

    assert ends == ["done", "owners_only"]


def test_the_last_owner_who_can_act_stays(database, alice, bruno, clara, now):
    lock_organizer(alice, bruno.id, database=database, now=now)

    refused("last_owner", ask_team_act, alice, alice.id, None, database=database, now=now)
    refused("last_owner", ask_team_act, alice, alice.id, Role.OBSERVER, database=database, now=now)


def test_a_question_that_was_overtaken_is_refused(database, alice, bruno, clara, now):
    mine = ask_team_act(alice, clara.id, Role.OWNER, database=database, now=now)
    other = ask_team_act(bruno, clara.id, Role.OBSERVER, database=database, now=now)
    confirm_proposal(bruno, other.proposal_id, database=database, now=now)

    facts = refused(
        "overtaken", confirm_proposal, alice, mine.proposal_id, database=database, now=now
    )

    assert facts["organizer_id"] == bruno.id
    with database.transaction() as connection:
        assert get_role(connection, clara.id) is Role.OBSERVER
