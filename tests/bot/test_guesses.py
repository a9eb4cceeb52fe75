"""Who mistypes, greets, or writes in the wrong group, is told how to go on; nothing is obeyed."""

import pytest

from simulator.chat.network import Group
from simulator.chat.user_actions import say
from tests.support.bots import text_of, wait_for
from tests.support.cast import ALICE, MALLORY
from tests.support.inbounds import one


def plain(message):
    return text_of(message).replace("\u202f", " ").replace("\xa0", " ")


def mode(database):
    return one(database, "SELECT mode FROM settings")


def test_a_mistyped_command_that_only_shows_is_one_tap_away(hand, other):
    asked = hand.say("/stauts")
    assert plain(asked).startswith("Did you mean /status?")
    assert hand.tap("/status", asked)["text"].startswith("Open.")

    asked = other.say("/stauts")
    assert plain(asked).startswith("Vouliez-vous dire /etat ?")
    assert other.tap("/etat", asked)["text"].startswith("Ligne ouverte.")


@pytest.mark.parametrize("slip", ["/suspnd", "suspendre", "Suspend", "stop"])
def test_a_mistyped_act_is_only_named(other, database, slip):
    asked = other.say(slip)

    assert plain(asked).startswith("Vouliez-vous dire /suspendre ?")
    assert "reply_markup" not in asked
    assert mode(database) == "open"


def test_what_followed_is_shown_to_be_copied_but_no_number(hand, database):
    asked = hand.say("/suspnd 2h")
    assert "/suspend 2h" in plain(asked)
    assert {one["type"] for one in asked["entities"]} >= {"code"}
    asked = hand.say("/blcok 06 12 34 56 78")
    assert "06 12" not in plain(asked)
    assert mode(database) == "open"


def test_a_line_without_a_slash_is_guessed_too(hand, other):
    assert plain(hand.say("help")).startswith("Did you mean /help?")
    assert plain(other.say("aide")).startswith("Vouliez-vous dire /aide ?")
    assert plain(other.say("status")).startswith("Vouliez-vous dire /etat ?")
    assert plain(other.say("n'importe quoi")).startswith("Je n'ai pas compris")


def test_an_observer_is_offered_only_what_they_may_do(hand, alice, database):
    with database.transaction() as connection:
        connection.exec_driver_sql("UPDATE organizers SET role = 'observer' WHERE id = 1")

    assert plain(hand.say("/suspnd")).startswith("I did not understand")
    assert plain(hand.say("/stauts")).startswith("Did you mean /status?")


def test_a_kind_word_gets_a_kind_answer(hand, other):
    assert plain(hand.say("Hello!")) == "Hello Alice! Touch Menu below."
    assert plain(other.say("bonjour")) == "Bonjour Bruno ! Touchez Menu ci-dessous."
    assert plain(other.say("merci beaucoup")).startswith("Avec plaisir, Bruno.")


def test_a_command_in_a_group_of_others_is_told_in_private_and_never_there(hand, chat, database):
    group = Group(-4242, "Les voisins")
    chat.groups[group.id] = group
    say(chat, chat.people[MALLORY], "/suspend", group=group)
    say(chat, chat.people[ALICE], "bonjour", group=group)
    say(chat, chat.people[ALICE], "/stauts", group=group)
    say(chat, chat.people[ALICE], "/suspend 2h", group=group)

    told = hand.wait_for_text("/suspend was not done: that group is not the team's.")
    assert told["chat"]["id"] == ALICE
    assert mode(database) == "open"
    wait_for(lambda: not chat.updates)
    assert {event.kind for event in chat.events if event.chat_id == group.id} == {"said"}
    assert not any("Did you mean" in text for text in hand.texts())


def test_a_mistyped_command_in_the_teams_group_is_answered_in_private(hand, chat, database):
    group = Group(-4243, "L'équipe")
    chat.groups[group.id] = group
    say(chat, chat.people[ALICE], "/here", group=group)
    hand.wait_for_text("The team's group is set")
    say(chat, chat.people[ALICE], "/suspnd", group=group)

    hand.wait_for_text("Did you mean /suspend?")
    assert mode(database) == "open"
