"""An incident changes its name by itself, and people who join during it see its card."""

from datetime import timedelta
from random import Random

from hotline.domain.acts import Act
from hotline.domain.modes import Mode
from hotline.domain.roles import Role
from hotline.store.organizers import add_organizer
from hotline.usecases.incidents.ask_incident_act import ask_incident_act
from hotline.usecases.incidents.find_live_cards import find_live_cards
from hotline.usecases.incidents.record_card_delivery import record_card_delivery
from hotline.usecases.proposals.confirm_proposal import confirm_proposal
from hotline.usecases.team.change_alerts import change_alerts
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


def test_a_rich_card_comes_only_after_the_plain_one_was_sent(database, raided, alice, bruno):
    """For whom has seen such a message; silent; with a table of who sends most."""
    end, _ = raided
    change_alerts(alice, "rich", "on", database=database, now=end)
    look = end + timedelta(minutes=1)

    def rich():
        found = find_live_cards(database=database, now=look)
        return [card for card in found if card.state.is_rich]

    assert rich() == []
    plain = find_live_cards(database=database, now=look)
    for card in plain:
        record_card_delivery(
            card.state, message_id=7, shown="x", picture_at=None, database=database, now=end
        )
    (card,) = rich()
    assert (card.state.organizer_id, card.state.is_loud) == (alice.id, False)
    counts = [sender.texts for sender in card.busiest]
    assert counts == sorted(counts, reverse=True)
    assert len(card.busiest) == 8
    assert not any(other.busiest for other in plain)


def test_a_rich_card_is_not_added_once_it_is_over(database, raided, alice):
    end, _ = raided
    card = next(
        found
        for found in find_live_cards(database=database, now=end)
        if found.state.organizer_id == alice.id
    )
    record_card_delivery(
        card.state, message_id=7, shown="x", picture_at=None, database=database, now=end
    )
    dismiss(alice, database, end)
    change_alerts(alice, "rich", "on", database=database, now=end)

    find_live_cards(database=database, now=end + timedelta(minutes=1))
    assert one(database, "SELECT count(*) FROM incident_cards WHERE is_rich") == 0
