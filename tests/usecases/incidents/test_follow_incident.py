"""An incident changes its name by itself, and people who join during it see its card."""

from datetime import timedelta
from random import Random

from hotline.domain.acts import Act
from hotline.domain.modes import Mode
from hotline.domain.roles import Role
from hotline.store.organizers import add_organizer
from hotline.usecases.incidents.ask_incident_act import ask_incident_act
from hotline.usecases.incidents.find_live_cards import find_live_cards
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from simulator.scenarios.genuine import surge
from simulator.scenarios.people import Numbers
from tests.support.afternoons import a_raid, live_through, mode_of, notices
from tests.support.cast import CLARA
from tests.support.inbounds import one, reply_states, rows


def dismiss(who, database, now):
    question = ask_incident_act(who, 1, Act.DISMISS, database=database, now=now)
    confirm_proposal(who, question.proposal_id, database=database, now=now)


def test_a_raid_that_honest_people_outnumber_becomes_a_surge_by_itself(database, now, raided):
    """Ten minutes of doubt: then the guard is off, without a sound, and nothing is dropped."""
    end, memory = raided
    rng = Random(7)
    honest = surge(rng, Numbers(rng), start=0, minutes=25, per_minute=120)
    live_through(database, honest, end, memory=memory, until=25 * 60)

    kinds = [kind for _, kind, _ in one(database, "SELECT kinds FROM incidents")]
    assert kinds[-2:] == ["raid", "surge"]
    assert mode_of(database) is Mode.OPEN
    assert ("incident_surge", False) in notices(database)
    assert "dropped" not in {status for status, _ in reply_states(database)}


def test_who_joins_during_a_raid_gets_its_card_with_a_sound(database, now, raided):
    end, _ = raided
    with database.transaction() as connection:
        clara = add_organizer(connection, database.vault, CLARA, role=Role.ORGANIZER, now=end)

    cards = find_live_cards(database=database, now=end + timedelta(seconds=10))

    assert clara in {card.state.organizer_id for card in cards}
    sounds = "SELECT is_loud FROM incident_cards WHERE organizer_id = :clara"
    assert rows(database, sounds, clara=clara) == [(True,)]


def test_who_joins_after_it_was_dismissed_gets_no_card(database, now, raided, alice):
    end, _ = raided
    dismiss(alice, database, end)
    with database.transaction() as connection:
        clara = add_organizer(connection, database.vault, CLARA, role=Role.ORGANIZER, now=end)

    find_live_cards(database=database, now=end)

    assert (
        one(database, "SELECT count(*) FROM incident_cards WHERE organizer_id = :id", id=clara) == 0
    )


def test_the_texts_of_a_dismissed_raid_may_become_everyday_ones(database, now, alice):
    """The copied texts of a raid are marked. Dismissed, they may be everyday texts the next day."""
    end = live_through(database, a_raid(), now)
    marked = "SELECT count(*) FROM text_senders WHERE in_raid"
    (total,) = rows(database, "SELECT count(*) FROM text_senders")[0]
    assert one(database, marked) == total > 0

    dismiss(alice, database, end)

    assert one(database, marked) == 0
