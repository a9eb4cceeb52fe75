"""The team's group sees the cards; who taps is checked by person, and answered in private."""

from datetime import timedelta

import pytest

from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.usecases.team.set_team_group import set_team_group
from hotline.wiring import utc_now
from simulator.chat.network import Group
from simulator.chat.user_actions import block, make_super, put_out, say, tap
from tests.support.afternoons import a_raid, live_through
from tests.support.bots import text_of, wait_for
from tests.support.cast import ALICE, BRUNO, MALLORY
from tests.support.inbounds import one, rows

# Each lives through five minutes of a raid, with the real bot.
pytestmark = pytest.mark.slow


@pytest.fixture
def group(chat, database, alice):
    """The team's group, and a raid that has gone on for five minutes."""
    group = Group(-4001, "Nuit")
    chat.groups[group.id] = group
    set_team_group(alice, group.id, database=database, now=utc_now())
    end = live_through(database, a_raid(), utc_now() - timedelta(minutes=5), memory=Memory())
    estimate_held(database=database, now=end)
    return group


def shown_in(chat, chat_id, words, *, newest=False):
    found = [
        e.message
        for e in list(chat.events)
        if e.chat_id == chat_id and e.kind in ("sent", "edited") and words in text_of(e.message)
    ]
    return found[-1 if newest else 0] if found else None


@pytest.fixture
def card(group, hand, chat):
    return wait_for(lambda: shown_in(chat, group.id, "RAID depuis"))


def data_of(message, verb):
    rows_ = message["reply_markup"]["inline_keyboard"]
    return next(
        b["callback_data"] for row in rows_ for b in row if b["callback_data"].startswith(verb)
    )


def test_the_group_gets_the_card_in_the_hotlines_language_and_it_is_edited(
    card, group, chat, hand, other
):
    assert "photo" in card
    tap(chat, chat.people[BRUNO], card, data_of(card, "ack"))

    edited = wait_for(lambda: shown_in(chat, group.id, "Bruno", newest=True))
    assert edited["message_id"] == card["message_id"]
    other.wait_for_text("Vous vous occupez de l'incident 1")
    assert shown_in(chat, group.id, "Vous vous occupez") is None


def test_strangers_anonymous_admins_and_buttons_carried_off_get_nothing(
    card, group, chat, hand, database
):
    elsewhere = Group(-4009, "Ailleurs")
    chat.groups[elsewhere.id] = elsewhere
    carried = {**card, "chat": elsewhere.as_chat()}
    data = data_of(card, "brake")
    tap(chat, chat.people[MALLORY], card, data)
    tap(chat, chat.people[ALICE], carried, data)
    # Telegram's own account: who hides behind a group writes as this account.
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    message = {
        "message_id": chat.take_number(), "date": 1, "chat": group.as_chat(), "from": anonymous,
        "sender_chat": group.as_chat(), "text": "/suspend",
        "entities": [{"type": "bot_command", "offset": 0, "length": 8}],
    }  # fmt: skip
    chat.add_update({"message": message})
    query = {"id": "9", "from": anonymous, "chat_instance": "1", "message": card, "data": data}
    chat.add_update({"callback_query": query})
    say(chat, chat.people[ALICE], "/suspend", group=elsewhere)
    say(chat, chat.people[ALICE], "hello", group=group)
    say(chat, chat.people[ALICE], "/nonsense", group=group)
    hand.say("/help")

    assert one(database, "SELECT mode FROM settings") == "guarded"
    answers = [r for r in chat.requests if r["method"] == "answerCallbackQuery"]
    assert answers == []
    assert not any("did not understand" in text for text in hand.texts())


def test_a_supergroup_gets_a_new_card_and_keeps_the_buttons(card, group, chat, hand, database):
    moved = make_super(chat, chat.people[ALICE], group)

    again = wait_for(lambda: shown_in(chat, moved.id, "RAID depuis"), seconds=30)
    tap(chat, chat.people[ALICE], again, data_of(again, "brake"))

    hand.wait_for_text("Suspended.")


def test_a_group_that_became_super_unnoticed_is_followed_by_its_error(
    card, group, chat, hand, database
):
    moved = Group(-1_000_000_004_001, "Nuit", is_super=True)
    chat.groups[moved.id], group.moved_to = moved, moved.id
    tap(chat, chat.people[ALICE], hand.wait_for_text("RAID for"), data_of(card, "ack"))

    wait_for(lambda: shown_in(chat, moved.id, "RAID depuis"), seconds=30)


@pytest.mark.parametrize("is_told", [True, False])
def test_put_out_of_the_group_people_are_told_and_their_cards_go_on(
    card, group, chat, hand, other, database, is_told
):
    if is_told:
        put_out(chat, chat.people[ALICE], group)
    else:
        group.has_bot = False
        tap(chat, chat.people[ALICE], hand.wait_for_text("RAID for"), data_of(card, "ack"))

    hand.wait_for_text("I was put out of the team's group.", seconds=30)
    other.wait_for_text("On m'a sorti du groupe", seconds=30)
    assert rows(database, "SELECT * FROM team_group") == []
    own = hand.wait_for_text("RAID for")
    hand.tap("Suspend", own)
    hand.wait_for_text("Suspended.")


def test_who_blocks_the_bot_is_told_to_the_others_at_once(hand, other, chat, database):
    block(chat, chat.people[BRUNO])

    hand.wait_for_text("Bruno cannot be reached on Telegram any more")
    assert one(database, "SELECT count(*) FROM organizers WHERE unreachable_since IS NOT NULL") == 1
