"""The team: invited once, locked, removed, and never without an owner."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from hotline.domain.errors import RefusedError
from hotline.domain.people import clean_name
from hotline.domain.roles import Role
from hotline.store.organizers import change_organizer, get_role
from hotline.store.settings import change_settings
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.reports.find_waiting_notices import find_waiting_notices
from hotline.usecases.setup.rotate_secrets import rotate_secrets
from hotline.usecases.team.ask_team_act import ask_team_act
from hotline.usecases.team.invite import invite, withdraw_invitation
from hotline.usecases.team.join_team import join_team
from hotline.usecases.team.lock_organizer import lock_organizer, unlock_organizer
from hotline.usecases.team.recognise_organizer import recognise_organizer
from hotline.usecases.team.set_team_group import is_team_group, set_team_group
from hotline.usecases.team.unlock_owners import unlock_owners
from tests.support.cast import ALICE, BRUNO, CLARA, MALLORY
from tests.support.inbounds import one, rows


def join(token, database, now, person=CLARA, name="Clara"):
    return join_team(token, person, name=name, language="fr", database=database, now=now)


@pytest.fixture
def clara(database, alice, now):
    invited = invite(alice, Role.ORGANIZER, database=database, now=now)
    return join(invited.token, database, now)


def recognised(person, database, now):
    found = recognise_organizer(person, name="X", language=None, database=database, now=now)
    return found is not None


def refused(code, act, *arguments, **named):
    with pytest.raises(RefusedError) as raised:
        act(*arguments, **named)
    assert raised.value.code == code
    return raised.value.facts


def remove(actor, whom, database, now):
    question = ask_team_act(actor, whom, None, database=database, now=now)
    return confirm_proposal(actor, question.proposal_id, database=database, now=now)


def test_a_link_lets_one_person_in_once(database, alice, now):
    invited = invite(alice, Role.OBSERVER, database=database, now=now)

    clara = join(invited.token, database, now)

    assert (clara.name, clara.role, clara.language) == ("Clara", Role.OBSERVER, "fr")
    assert join(invited.token, database, now, MALLORY) is None
    assert not recognised(MALLORY, database, now)


def test_the_token_is_nowhere_in_the_store(database, alice, now):
    invited = invite(alice, Role.OWNER, database=database, now=now)

    (row,) = rows(database, "SELECT * FROM invitations")
    assert invited.token not in str(row)
    assert invited.token.encode() not in [
        bytes(v) for v in row if isinstance(v, memoryview | bytes)
    ]
    assert invited.token not in str(rows(database, "SELECT facts FROM audit_entries"))
    assert invited.token not in repr(invited)


def test_many_at_once_with_one_link_one_comes_in(database, alice, now):
    invited = invite(alice, Role.ORGANIZER, database=database, now=now)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda n: join(invited.token, database, now, 5000 + n), range(8)))

    assert len([one for one in found if one]) == 1
    assert one(database, "SELECT count(*) FROM organizers") == 3


def test_a_link_ends_after_a_day_or_when_it_is_withdrawn(database, alice, now):
    late = invite(alice, Role.ORGANIZER, database=database, now=now)
    gone = invite(alice, Role.ORGANIZER, database=database, now=now)
    withdraw_invitation(alice, gone.invitation.id, database=database, now=now)

    assert join(late.token, database, now + timedelta(hours=24)) is None
    assert join(gone.token, database, now) is None
    facts = refused(
        "invitation_gone",
        withdraw_invitation,
        alice,
        gone.invitation.id,
        database=database,
        now=now,
    )
    assert facts["organizer_id"] == alice.id


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


def test_only_owners_invite_remove_and_change_roles(database, alice, clara, now):
    acts = [
        (invite, Role.OBSERVER),
        (withdraw_invitation, 1),
        (ask_team_act, alice.id, None),
        (ask_team_act, clara.id, Role.OWNER),
    ]
    for act, *arguments in acts:
        refused("owners_only", act, clara, *arguments, database=database, now=now)


def test_somebody_who_was_an_owner_a_moment_ago_is_none_now(database, alice, bruno, now):
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, role=Role.ORGANIZER)

    refused("owners_only", invite, bruno, Role.OWNER, database=database, now=now)


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


def test_a_locked_phone_hears_nothing_and_does_nothing(database, alice, bruno, now):
    suspend(alice, database=database, now=now)
    lock_organizer(alice, bruno.id, database=database, now=now)

    assert not recognised(BRUNO, database, now)
    assert find_waiting_notices(database=database, now=now) == []
    refused("already_locked", lock_organizer, alice, bruno.id, database=database, now=now)


def test_whoever_is_no_owner_freezes_one_at_a_time(database, alice, bruno, clara, now):
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


def test_the_groups_id_is_hidden_and_rotated(database, alice, now):
    set_team_group(alice, -100_123_456, database=database, now=now)

    (row,) = rows(database, "SELECT * FROM team_group")
    assert "100123456" not in str(row)
    rotate_secrets(database=database)
    assert is_team_group(-100_123_456, database=database)
    assert not is_team_group(-4, database=database)


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  Clara \n\t B. ", "Clara B."),
        ("Ali\u202ece", "Alice"),
        ("\u200b\u200f", ""),
        ("x" * 60, "x" * 40),
        ("<b>&", "<b>&"),
        ("👩\u200d🚒 Zoé", "👩🚒 Zoé"),
    ],
)
def test_names_hold_nothing_that_cannot_be_seen(given, shown):
    assert clean_name(given) == shown


def test_when_every_owner_is_locked_the_deployer_lets_them_in_again(
    database, alice, bruno, clara, now
):
    refused_last = "last_owner"
    lock_organizer(alice, bruno.id, database=database, now=now)
    refused(refused_last, lock_organizer, alice, alice.id, database=database, now=now)
    lock_organizer(clara, alice.id, database=database, now=now)
    later = now + timedelta(hours=1)
    refused("owners_only", unlock_organizer, clara, alice.id, database=database, now=later)

    assert unlock_owners([ALICE, CLARA, 999], database=database, now=later) == 1
    assert recognised(ALICE, database, later)
    assert not recognised(BRUNO, database, later)
    assert unlock_owners([ALICE], database=database, now=later) == 0


def test_where_the_team_takes_two_an_owners_phone_freezes_one_only(
    database, alice, bruno, clara, now
):
    with database.transaction() as connection:
        change_settings(connection, two_people=["change_team"])
    lock_organizer(alice, bruno.id, database=database, now=now)

    refused("one_lock_each", lock_organizer, alice, clara.id, database=database, now=now)


def test_writing_in_a_group_makes_nobody_reachable(database, alice, now):
    with database.transaction() as connection:
        change_organizer(connection, alice.id, unreachable_since=now)

    def seen(*, is_private):
        named = {"name": "Alice", "language": None, "is_private": is_private}
        recognise_organizer(ALICE, **named, database=database, now=now)
        return one(database, "SELECT unreachable_since IS NULL FROM organizers WHERE id = 1")

    assert not seen(is_private=False)
    assert seen(is_private=True)
