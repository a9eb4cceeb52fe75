"""An act that needs two people waits for the second one and happens once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.errors import RefusedError
from hotline.domain.modes import Backlog, Mode
from hotline.domain.money import Cap
from hotline.domain.roles import Role
from hotline.store.organizers import change_organizer
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend
from hotline.usecases.money.change_budget import change_budget
from hotline.usecases.money.fix_price import fix_price
from hotline.usecases.proposals.approve_proposal import (
    Overtaken,
    approve_proposal,
    decline_proposal,
)
from hotline.usecases.proposals.change_approval_rule import change_approval_rule
from hotline.usecases.proposals.confirm_proposal import confirm_proposal, discard_proposal
from hotline.usecases.proposals.lapse_proposals import lapse_proposals
from hotline.usecases.proposals.undo_act import undo_act
from hotline.usecases.replies.settle_held_replies import settle_one
from hotline.usecases.reply_texts.confirm_draft import confirm_draft
from hotline.usecases.reply_texts.draft_reply_text import draft_reply_text
from hotline.usecases.reply_texts.publish_text import TextPublished
from hotline.usecases.team.ask_team_act import ask_team_act
from hotline.usecases.team.lock_organizer import lock_organizer, unlock_organizer
from hotline.usecases.team.remove_organizer import Removed
from tests.support.afternoons import a_raid, live_through, mode_of
from tests.support.inbounds import rows
from tests.support.refusals import refused
from tests.support.team import come_in

EURO = 1_000_000


@pytest.fixture
def clara(database, alice, bruno, now):
    """Alice's, a week ago, and Bruno agreed."""
    return come_in(alice, Role.ORGANIZER, bruno, database, now - timedelta(days=7))


@pytest.fixture(autouse=True)
def two_people(database):
    with database.transaction() as connection:
        change_settings(connection, two_people=list(Shared))


def day_budget(database):
    with database.transaction() as connection:
        return read_settings(connection).budget.day_micros // EURO


def ask(actor, database, now, euros=80):
    question = change_budget(actor, Cap.DAY, euros * EURO, database=database, now=now)
    asked = confirm_proposal(actor, question.proposal_id, database=database, now=now)
    assert isinstance(asked, Asked)
    return asked.proposal_id


def test_nothing_is_done_until_somebody_else_agrees(database, alice, bruno, now):
    asked = ask(alice, database, now)
    assert day_budget(database) == 50
    refused("nothing_there", approve_proposal, alice, asked, database=database, now=now)
    assert day_budget(database) == 50

    approve_proposal(bruno, asked, database=database, now=now)

    assert day_budget(database) == 80
    verbs = rows(database, "SELECT verb, organizer_id FROM audit_entries ORDER BY id")
    assert verbs == [("change_budget", alice.id), ("agree", bruno.id)]


def test_of_two_at_once_one_agrees_and_it_is_done_once(database, alice, bruno, clara, now):
    asked = ask(alice, database, now)

    def agree(actor):
        try:
            approve_proposal(actor, asked, database=database, now=now)
        except RefusedError as error:
            return error.code
        return "done"

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(agree, (bruno, clara))) == ["done", "second_over"]
    done = "SELECT count(*) FROM audit_entries WHERE verb = 'change_budget'"
    assert rows(database, done) == [(1,)]


def test_lowering_needs_nobody(database, alice, bruno, now):
    change_budget(alice, Cap.DAY, 20 * EURO, database=database, now=now)

    assert day_budget(database) == 20


def test_declined_withdrawn_or_an_hour_old_it_is_over(database, alice, bruno, clara, now):
    declined = ask(alice, database, now)
    decline_proposal(bruno, declined, database=database, now=now)
    facts = refused("second_over", approve_proposal, clara, declined, database=database, now=now)
    assert facts["organizer_id"] == bruno.id

    withdrawn = ask(alice, database, now)
    discard_proposal(alice, withdrawn, database=database, now=now)
    refused("second_over", approve_proposal, bruno, withdrawn, database=database, now=now)

    late = ask(alice, database, now)
    in_an_hour = now + timedelta(hours=1)
    refused("second_over", approve_proposal, bruno, late, database=database, now=in_an_hour)
    assert lapse_proposals(database=database, now=in_an_hour) == 1
    assert lapse_proposals(database=database, now=in_an_hour) == 0
    assert day_budget(database) == 50


def told_to(database, proposal_id):
    """Who was asked to agree."""
    query = "SELECT organizer_id, facts FROM notices WHERE kind = 'second_asked' ORDER BY id"
    return [whom for whom, facts in rows(database, query) if facts["proposal_id"] == proposal_id]


def test_who_looks_only_or_came_in_today_is_no_second_person(database, alice, bruno, clara, now):
    accomplice = come_in(alice, Role.OWNER, bruno, database, now, 7777)
    theirs = come_in(accomplice, Role.OBSERVER, bruno, database, now, 8888)
    with database.transaction() as connection:
        change_organizer(connection, clara.id, role=Role.OBSERVER)
    asked = ask(alice, database, now)

    for one in (accomplice, theirs, clara):
        code = "not_allowed" if one.role is Role.OBSERVER else "may_not_agree"
        refused(code, approve_proposal, one, asked, database=database, now=now)
    assert told_to(database, asked) == [bruno.id]


def test_who_came_in_today_cannot_ask_either(database, alice, bruno, now):
    accomplice = come_in(alice, Role.OWNER, bruno, database, now, 7777)
    question = change_budget(accomplice, Cap.DAY, 80 * EURO, database=database, now=now)

    act = (confirm_proposal, accomplice, question.proposal_id)
    refused("too_new", *act, database=database, now=now)
    assert day_budget(database) == 50


def test_nobody_has_a_say_in_their_own_removal_or_promotion(database, alice, bruno, clara, now):
    question = ask_team_act(alice, bruno.id, None, database=database, now=now)
    asked = confirm_proposal(alice, question.proposal_id, database=database, now=now)

    for act in (approve_proposal, decline_proposal):
        refused("may_not_agree", act, bruno, asked.proposal_id, database=database, now=now)
    assert told_to(database, asked.proposal_id) == [clara.id]


def test_with_nobody_else_it_is_refused_and_nothing_waits(database, alice, bruno, now):
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, unreachable_since=now)
    question = change_budget(alice, Cap.DAY, 80 * EURO, database=database, now=now)

    refused(
        "nobody_to_agree", confirm_proposal, alice, question.proposal_id, database=database, now=now
    )
    assert rows(database, "SELECT status FROM proposals") == [("open",)]


@pytest.mark.parametrize("what", ["locked", "demoted"])
def test_who_asked_and_may_no_longer_gets_nothing_done(database, alice, bruno, clara, now, what):
    asked = ask(bruno, database, now)
    if what == "locked":
        lock_organizer(alice, bruno.id, database=database, now=now)
    else:
        with database.transaction() as connection:
            change_organizer(connection, bruno.id, role=Role.OBSERVER)

    if what == "locked":
        refused("second_over", approve_proposal, alice, asked, database=database, now=now)
    else:
        found = approve_proposal(alice, asked, database=database, now=now)
        assert found == Overtaken("not_allowed")
    assert day_budget(database) == 50


def test_what_was_overtaken_is_not_done_behind_anybodys_back(database, alice, bruno, now):
    asked = ask(alice, database, now)
    change_budget(bruno, Cap.DAY, 20 * EURO, database=database, now=now)

    assert approve_proposal(bruno, asked, database=database, now=now) == Overtaken("overtaken")
    assert day_budget(database) == 20
    told = rows(database, "SELECT organizer_id, kind FROM notices WHERE kind LIKE 'second%'")
    assert told == [(bruno.id, "second_asked"), (alice.id, "second_overtaken")]
    # The question is closed: she may ask again.
    ask(alice, database, now)


def test_leaving_needs_nobodys_leave(database, alice, bruno, now):
    question = ask_team_act(bruno, bruno.id, None, database=database, now=now)

    done = confirm_proposal(bruno, question.proposal_id, database=database, now=now)

    assert isinstance(done, Removed)


def test_the_protection_is_taken_away_by_two_only(database, alice, bruno, now):
    asked = change_approval_rule(alice, Shared.UNPLUG, is_on=False, database=database, now=now)
    assert isinstance(asked, Asked)
    approve_proposal(bruno, asked.proposal_id, database=database, now=now)

    with database.transaction() as connection:
        assert Shared.UNPLUG not in read_settings(connection).two_people


def test_who_is_no_owner_any_more_takes_no_protection_away(database, alice, bruno, clara, now):
    asked = change_approval_rule(alice, Shared.UNPLUG, is_on=False, database=database, now=now)
    with database.transaction() as connection:
        change_organizer(connection, alice.id, role=Role.ORGANIZER)

    found = approve_proposal(bruno, asked.proposal_id, database=database, now=now)

    assert found == Overtaken("owners_only")
    with database.transaction() as connection:
        assert Shared.UNPLUG in read_settings(connection).two_people


def test_a_price_below_the_list_and_an_undo_raise_nothing_alone(database, alice, bruno, now):
    question = fix_price(alice, "FR", 1, database=database, now=now)
    asked = confirm_proposal(alice, question.proposal_id, database=database, now=now)
    assert isinstance(asked, Asked)

    lowered = change_budget(bruno, Cap.DAY, 20 * EURO, database=database, now=now)
    refused("undo_needs_two", undo_act, alice, lowered.audit_id, database=database, now=now)
    assert day_budget(database) == 20


def held_in_raid(database, now):
    """A raid is guarded against; the id of a reply that is held for it."""
    live_through(database, a_raid(minutes=2), now - timedelta(minutes=2), memory=Memory())
    assert mode_of(database) is Mode.GUARDED
    return rows(database, "SELECT min(id) FROM replies WHERE status = 'held'")[0][0]


def state_of(database, reply_id):
    query = "SELECT status FROM replies WHERE id = :id"
    return rows(database, query, id=reply_id)[0][0]


def test_one_by_one_releasing_takes_two_as_well(database, alice, bruno, now):
    held = held_in_raid(database, now)

    asked = settle_one(alice, held, Act.RELEASE_REPLIES, database=database, now=now)
    assert isinstance(asked, Asked)
    assert state_of(database, held) == "held"
    approve_proposal(bruno, asked.proposal_id, database=database, now=now)
    assert state_of(database, held) == "planned"


def test_suspending_first_is_no_way_around_two_people(database, alice, bruno, now):
    held = held_in_raid(database, now)
    suspend(alice, database=database, now=now)
    with database.transaction() as connection:
        version = read_settings(connection).mode_version

    found = resume(alice, Backlog.KEEP, mode_version=version, database=database, now=now)

    assert isinstance(found, Asked)
    assert (mode_of(database), state_of(database, held)) == (Mode.SUSPENDED, "held")
    draft = draft_reply_text(alice, "Autre.", language="fr", database=database, now=now).draft_id
    assert isinstance(confirm_draft(alice, draft, database=database, now=now), Asked)


def test_lifting_the_guard_first_is_no_way_around_two_people_for_a_text(
    database, alice, bruno, now
):
    held_in_raid(database, now)
    with database.transaction() as connection:
        change_settings(connection, two_people=[])
        version = read_settings(connection).mode_version
    resume(alice, Backlog.DROP, mode_version=version, database=database, now=now)
    assert mode_of(database) is Mode.OPEN

    draft = draft_reply_text(alice, "Autre.", language="fr", database=database, now=now).draft_id

    assert isinstance(confirm_draft(alice, draft, database=database, now=now), Asked)


def test_a_text_that_nobody_agreed_to_can_be_confirmed_again(database, alice, bruno, now):
    held_in_raid(database, now)
    draft = draft_reply_text(alice, "Autre.", language="fr", database=database, now=now).draft_id
    first = confirm_draft(alice, draft, database=database, now=now)
    refused("draft_gone", confirm_draft, alice, draft, database=database, now=now)
    decline_proposal(bruno, first.proposal_id, database=database, now=now)

    again = confirm_draft(alice, draft, database=database, now=now)
    approve_proposal(bruno, again.proposal_id, database=database, now=now)

    newest = "SELECT body FROM reply_texts WHERE language = 'fr' ORDER BY version DESC LIMIT 1"
    assert rows(database, newest) == [("Autre.",)]


def test_who_locks_the_others_is_not_alone_on_the_team(database, alice, bruno, now):
    held_in_raid(database, now)
    with database.transaction() as connection:
        change_settings(connection, two_people=[])
    lock_organizer(alice, bruno.id, database=database, now=now)
    draft = draft_reply_text(alice, "Autre.", language="fr", database=database, now=now).draft_id

    refused("nobody_to_agree", confirm_draft, alice, draft, database=database, now=now)


def test_in_a_raid_a_new_text_needs_two_unless_there_is_only_one(database, alice, bruno, now):
    with database.transaction() as connection:
        change_settings(connection, mode=Mode.GUARDED, guard_since=now, two_people=[])
    first = draft_reply_text(alice, "Un.", language="fr", database=database, now=now).draft_id
    asked = confirm_draft(alice, first, database=database, now=now)
    assert isinstance(asked, Asked)
    approve_proposal(bruno, asked.proposal_id, database=database, now=now)

    with database.transaction() as connection:
        change_organizer(connection, bruno.id, removed_at=now)
    alone = draft_reply_text(alice, "Deux.", language="fr", database=database, now=now).draft_id
    assert isinstance(confirm_draft(alice, alone, database=database, now=now), TextPublished)


def test_the_first_agreement_of_a_newcomer_is_told_to_all_and_counts_after_a_day(
    database, alice, bruno, now
):
    clara = come_in(alice, Role.OWNER, bruno, database, now)
    early = ask(alice, database, now)
    refused("may_not_agree", approve_proposal, clara, early, database=database, now=now)
    a_day_later = now + timedelta(days=1)
    for moment in (a_day_later, a_day_later + timedelta(minutes=1)):
        approve_proposal(clara, ask(alice, database, moment), database=database, now=moment)
        with database.transaction() as connection:
            change_settings(connection, daily_budget_micros=50 * EURO)

    query = "SELECT organizer_id, facts FROM notices WHERE kind = 'first_agreement' ORDER BY id"
    told = rows(database, query)
    assert [whom for whom, _ in told] == [alice.id, bruno.id, clara.id]
    assert told[0][1] == {
        "organizer_id": clara.id, "inviter_id": alice.id, "what": "change_budget"
    }  # fmt: skip


def test_the_last_owner_is_locked_by_two_only(database, alice, bruno, clara, now):
    with database.transaction() as connection:
        change_organizer(connection, bruno.id, role=Role.ORGANIZER)
    asked = lock_organizer(clara, alice.id, database=database, now=now)
    assert isinstance(asked, Asked)
    assert rows(database, "SELECT count(*) FROM organizers WHERE locked_at IS NOT NULL") == [(0,)]

    approve_proposal(bruno, asked.proposal_id, database=database, now=now)
    assert rows(database, "SELECT id FROM organizers WHERE locked_at IS NOT NULL") == [(alice.id,)]


def test_whom_another_owner_has_locked_takes_two_to_unlock(database, alice, bruno, clara, now):
    lock_organizer(bruno, clara.id, database=database, now=now)
    later = now + timedelta(minutes=20)
    asked = unlock_organizer(alice, clara.id, database=database, now=later)
    assert isinstance(asked, Asked)

    approve_proposal(bruno, asked.proposal_id, database=database, now=later)
    assert rows(database, "SELECT count(*) FROM organizers WHERE locked_at IS NOT NULL") == [(0,)]
