"""A raid on the organizers' phones: the real bot, polling, over HTTP."""

from datetime import timedelta

import pytest

from hotline.domain.modes import Mode
from hotline.store.settings import read_settings
from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.watch_traffic import Memory, watch_traffic
from hotline.wiring import utc_now
from tests.support.afternoons import a_raid, live_through, look_on
from tests.support.bots import text_of, wait_for
from tests.support.inbounds import one, reply_states

# Each lives through five minutes of a raid, with the real bot.
pytestmark = pytest.mark.slow


@pytest.fixture
def raid(database, alice, bruno):
    """Five minutes of it have passed, before anybody has looked."""
    memory = Memory()
    end = live_through(database, a_raid(), utc_now() - timedelta(minutes=5), memory=memory)
    estimate_held(database=database, now=end)
    return memory


@pytest.fixture
def card(raid, hand, other):
    return hand.wait_for_text("RAID for")


def sent_cards(chat, chat_id):
    """Whether each card that was sent came without a sound."""
    return [
        r["parameters"].get("disable_notification") in (True, "true", "True")
        for r in chat.requests
        if r["method"].lower() in ("sendphoto", "sendmessage")
        and str(r["parameters"]["chat_id"]) == str(chat_id)
        and "RAID for" in str(r["parameters"])
        and r["answer"]["ok"]
    ]


def mode_of(database):
    with database.transaction() as connection:
        return read_settings(connection).mode


def labels(message):
    return [b["text"] for row in message["reply_markup"]["inline_keyboard"] for b in row]


def test_the_card_says_it_all_in_one_glance_with_a_picture(card, hand, other, chat):
    text = text_of(card)

    assert chat.files[card["photo"][0]["file_id"]].startswith(b"\x89PNG")
    assert text.startswith("RAID for ")
    assert "The guard holds.\nNothing urgent: you can sleep.\nSpent €0.00; at worst €50.00" in text
    assert "a minute, at most" in text
    assert "of them new. 9 numbers sent" in text
    assert "Probably a raid: " in text
    assert "first texts insult" in text or "copy a text" in text
    assert " replies are held (€" in text
    assert "Spared €" in text
    assert "The guard went on by itself" in text
    assert len(text) <= 1024
    assert labels(card)[0] == "I'll look after it"
    assert "who sent one text" in labels(card)[1]
    assert labels(card)[2:] == ["Suspend", "More…"]
    rest = labels(hand.tap("More", card))
    assert any(label.startswith("Block the 9 busiest (") for label in rest)
    assert any(label.startswith("Drop all 4") for label in rest)
    other.wait_for_text("RAID depuis")


def test_it_is_sent_once_with_a_sound_and_then_edited_in_place(card, hand, chat, database, raid):
    estimate_held(database=database, now=utc_now())
    hand.tap("For an hour", hand.tap("No sound", hand.tap("More", card)))
    look_on(database, utc_now(), minutes=40, memory=raid)
    over = hand.wait_for_text("The raid is over", seconds=20)

    assert over["message_id"] == card["message_id"]
    sent = [m for m in hand.shown() if m["message_id"] == card["message_id"]]
    assert "The raid is over" in text_of(sent[-1])
    assert len({m["message_id"] for m in hand.shown() if "RAID for" in text_of(m)}) == 1


def test_what_is_acknowledged_is_told_and_cannot_be_again(card, hand, other):
    theirs = other.wait_for_text("RAID depuis")
    hand.tap("I'll look", card)
    other.wait_for_text("Alice s'occupe de l'incident 1")
    edited = hand.wait_for_text("Looked after by Alice", seconds=20)

    assert "I'll look after it" not in labels(edited)
    other.tap("Je m'en occupe", theirs)
    other.wait_for_text("Alice s'en occupe depuis")


def test_blocking_the_busiest_asks_once_more_and_is_undone(card, hand, other, database):
    question = hand.tap("Block the 9", hand.tap("More", card))
    assert "Block 9 senders? Replies dropped: 9, saved €" in text_of(question)
    done = hand.tap("Block 9", question)

    assert "Blocked: 9 senders. Replies dropped: 9" in text_of(done)
    assert one(database, "SELECT count(*) FROM senders WHERE blocked_at IS NOT NULL") == 9
    blocked = one(database, "SELECT min(id) FROM senders WHERE blocked_at IS NOT NULL")
    assert "with others, in incident 1" in text_of(hand.say(f"/sender #{blocked}"))
    other.wait_for_text("Alice a bloqué 9 expéditeurs")
    assert "no longer blocked" in text_of(hand.tap("Undo", done))
    assert one(database, "SELECT count(*) FROM senders WHERE blocked_at IS NOT NULL") == 0


def test_two_tap_at_once_and_one_of_them_is_told(card, hand, other, database):
    mine = hand.tap("Drop all", hand.tap("More", card))
    theirs = other.tap("Abandonner", other.tap("Plus", other.wait_for_text("RAID depuis")))
    first = hand.tap("Drop", mine)
    other.tap("Abandonner", theirs)

    assert "replies dropped. Saved: €" in text_of(first)
    # Beside it, the notice of what Alice did.
    other.wait_for_text("entre-temps")
    assert {status for status, _ in reply_states(database)} == {"dropped"}


def test_not_a_raid_opens_the_hotline(card, hand, database):
    question = hand.tap("It is not a raid", hand.tap("More", card))
    assert "does not alarm for a day" in text_of(question)
    assert "Probably a raid: 99%" in text_of(question)
    done = hand.tap("Open", question)

    assert "The hotline is open." in text_of(done)
    assert mode_of(database) is Mode.OPEN
    assert not hand.wait_for_text("the team has said so", seconds=20).get("reply_markup")
    assert text_of(hand.tap("Undo", done)).startswith("Undone: the incident goes on")
    assert mode_of(database) is Mode.GUARDED


def test_the_brake_is_on_the_card(card, hand, database):
    hand.tap("Suspend", card)

    wait_for(lambda: mode_of(database) is Mode.SUSPENDED)
    question = hand.say("/resume")
    assert any("that look genuine" in label for label in labels(question))
    hand.tap("Keep", question)
    wait_for(lambda: mode_of(database) is Mode.GUARDED)


def test_a_forged_tap_does_nothing(card, hand, database):
    for data in ("worst:1:-1", "group:1:zz", "ack:x", "dismiss:99", "worst:1:999999999999999999"):
        hand.forge(data, card)
        hand.say("/status")

    assert mode_of(database) is Mode.GUARDED
    assert one(database, "SELECT count(*) FROM senders WHERE blocked_at IS NOT NULL") == 0


def test_a_card_that_was_deleted_comes_again_without_a_sound(card, hand, chat, database, raid):
    del chat.messages[card["chat"]["id"], card["message_id"]]
    now = utc_now()
    watch_traffic(database=database, memory=raid, now=now)
    hand.tap("I'll look", card)
    again = wait_for(
        lambda: next(
            (
                m
                for m in hand.shown()
                if "RAID for" in text_of(m) and m["message_id"] != card["message_id"]
            ),
            None,
        ),
        seconds=30,
    )

    assert "RAID" in text_of(again)
    assert sent_cards(chat, card["chat"]["id"]) == [False, True]
