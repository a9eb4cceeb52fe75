"""Rich cards: only for whom a test has shown that their phone shows them, and never the first."""

from datetime import timedelta

import pytest

from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.usecases.team.change_alerts import change_alerts, show_alerts
from hotline.wiring import utc_now
from simulator.faults import Fault
from tests.support.afternoons import a_raid, live_through
from tests.support.bots import text_of, wait_for
from tests.support.inbounds import one, rows

# Most live through five minutes of a raid, with the real bot.
pytestmark = pytest.mark.slow


@pytest.fixture
def seeing(alice, database):
    """Alice's phone shows rich messages."""
    change_alerts(alice, "rich", "on", database=database, now=utc_now())


@pytest.fixture
def raid(database, alice, bruno):
    end = live_through(database, a_raid(), utc_now() - timedelta(minutes=5), memory=Memory())
    estimate_held(database=database, now=end)


def rich_shown(hand):
    return [message for message in hand.shown() if "rich_message" in message]


def wait_for_rich(hand, words, *, seconds=20):
    return wait_for(
        lambda: next((one for one in rich_shown(hand)[::-1] if words in text_of(one)), None),
        seconds=seconds,
    )


def kinds(message):
    return [block["type"] for block in message["rich_message"]["blocks"]]


def picture_of(chat, message):
    (photo,) = [one for one in message["rich_message"]["blocks"] if one["type"] == "photo"]
    return chat.files[photo["photo"][-1]["file_id"]]


def sends(chat, method):
    return [one["parameters"] for one in chat.requests if one["method"].lower() == method]


def number_in(test):
    (table,) = [one for one in test["rich_message"]["blocks"] if one["type"] == "table"]
    return table["cells"][0][1]["text"]


def a_test(hand):
    sent = hand.tap("Cards with a table", hand.say("/alerts"))
    test = sent if "rich_message" in sent else wait_for_rich(hand, "The number")
    hand.wait_for_text("I have sent you a test.")
    return test


def test_the_number_in_the_table_must_be_found(hand, alice, database):
    test = a_test(hand)
    labels = [row["text"] for row in test["reply_markup"]["inline_keyboard"][0]]
    wrong = next(label for label in labels if label != number_in(test))

    assert number_in(test) in labels
    hand.tap(wrong, test)
    again = hand.wait_for_text("Another number stood there.")
    assert not show_alerts(alice, database=database).sees_rich
    hand.tap("Cards with a table", again)
    tests = [one for one in rich_shown(hand) if one["message_id"] != test["message_id"]]
    second = wait_for(lambda: tests[-1] if tests else wait_for_rich(hand, "The number"))
    hand.tap("I see no table", second)
    hand.wait_for_text("Your phone does not show such messages.")
    assert not show_alerts(alice, database=database).sees_rich


def test_who_finds_it_gets_such_cards_until_they_say_no(hand, alice, database):
    test = a_test(hand)
    shown = hand.tap(number_in(test), test)

    assert "plain, and below it one with a table" in text_of(shown)
    assert "rich_message" not in shown
    assert show_alerts(alice, database=database).sees_rich
    hand.tap("Plain cards only", shown)
    wait_for(lambda: not show_alerts(alice, database=database).sees_rich)


@pytest.mark.parametrize("typed", ["/alerts rich on", "/alertes tableaux"])
def test_typed_it_is_tried_as_well_and_never_believed(hand, alice, database, typed):
    hand.say(typed)

    hand.wait_for_text("I have sent you a test.")
    assert not show_alerts(alice, database=database).sees_rich


def test_where_telegram_knows_no_such_message_nothing_changes(hand, chat, alice, database):
    chat.faults.add(Fault("404", "sendRichMessage"))
    hand.tap("Cards with a table", hand.say("/alerts"))

    hand.wait_for_text("Telegram did not take this kind of message.")
    assert not show_alerts(alice, database=database).sees_rich


def test_the_rich_card_comes_after_the_plain_one_without_a_sound(seeing, raid, hand, other, chat):
    card = wait_for_rich(hand, "RAID for")

    plain = hand.wait_for_text("RAID for")
    assert "rich_message" not in plain
    assert plain["message_id"] < card["message_id"]
    assert kinds(card) == [
        "heading", "paragraph", "paragraph", "paragraph", "paragraph", "photo",
        "details", "details", "details", "footer",
    ]  # fmt: skip
    assert picture_of(chat, card).startswith(b"\x89PNG")
    assert "Sender | Texts | Calls | Reply" in text_of(card)
    assert card["reply_markup"] == plain["reply_markup"]
    (sent,) = wait_for(lambda: sends(chat, "sendrichmessage"))
    assert sent["disable_notification"] in (True, "true", "True")
    other.wait_for_text("RAID depuis")
    assert rich_shown(other) == []


def test_it_is_edited_in_place_and_keeps_its_picture(seeing, raid, hand, chat, database):
    card = wait_for_rich(hand, "RAID for")
    hand.tap("I'll look", card)

    edited = wait_for_rich(hand, "Looked after by Alice", seconds=30)
    assert edited["message_id"] == card["message_id"]
    assert picture_of(chat, edited).startswith(b"\x89PNG")
    hand.wait_for_text("Looked after by Alice")
    assert len(sends(chat, "sendrichmessage")) == 1


# Before the raid begins, which the bot may see at once.
@pytest.fixture
def takes_no_pictures(chat):
    chat.faults.add(Fault("400", "sendRichMessage"))


@pytest.fixture(params=["400", "404"])
def takes_none(chat, request):
    fault = Fault(request.param, "sendRichMessage", times=-1)
    chat.faults.add(fault)
    return fault


def test_without_pictures_it_comes_without_its_picture(takes_no_pictures, seeing, hand, chat, raid):
    card = wait_for_rich(hand, "RAID for")
    assert "photo" not in kinds(card)
    hand.tap("I'll look", card)
    edited = wait_for_rich(hand, "Looked after by Alice", seconds=30)
    assert "photo" not in kinds(edited)


def test_one_that_is_refused_is_given_up_and_the_plain_one_goes_on(
    takes_none, seeing, hand, chat, database, raid
):
    plain = hand.wait_for_text("RAID for")

    query = "SELECT count(*) FROM incident_cards WHERE is_rich AND given_up_at IS NOT NULL"
    wait_for(lambda: one(database, query) == 1)
    hand.tap("I'll look", plain)
    wait_for(lambda: "Looked after by Alice" in text_of(hand.shown()[-1]), seconds=30)
    tries = -1 - takes_none.times
    assert tries == (2 if takes_none.kind == "400" else 1)


def test_one_that_was_deleted_does_not_come_again(seeing, hand, chat, database, raid):
    card = wait_for_rich(hand, "RAID for")
    del chat.messages[card["chat"]["id"], card["message_id"]]
    hand.tap("I'll look", hand.wait_for_text("RAID for"))

    query = "SELECT count(*) FROM incident_cards WHERE is_rich AND given_up_at IS NOT NULL"
    wait_for(lambda: one(database, query) == 1, seconds=30)
    assert len(sends(chat, "sendrichmessage")) == 1
    left = rows(database, "SELECT is_rich FROM incident_cards WHERE given_up_at IS NULL")
    assert set(left) == {(False,)}
