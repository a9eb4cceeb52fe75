"""Who sends, what is held, what there was: the real bot, polling, over HTTP."""

from datetime import timedelta

import pytest

from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.usecases.senders.end_timed_blocks import end_timed_blocks
from hotline.wiring import utc_now
from simulator.scenarios.people import Event
from tests.support.afternoons import a_raid, live_through, look_on
from tests.support.bots import text_of, wait_for
from tests.support.inbounds import a_text, one, receive, reply_states


def labels(message):
    rows = (message.get("reply_markup") or {}).get("inline_keyboard", [])
    return [button["text"] for row in rows for button in row]


@pytest.fixture
def raid(database, alice, bruno):
    """It was on until a moment ago."""
    memory = Memory()
    quiet = Event(20.0, "+33699000001", "sms", "salut <b>toi</b> & moi", "genuine")
    end = live_through(
        database, [quiet, *a_raid()], utc_now() - timedelta(minutes=6), memory=memory
    )
    estimate_held(database=database, now=end)
    return memory


def test_what_is_held_is_grouped_by_why_and_each_can_go(raid, hand, database):
    shown = hand.say("/held")
    held = len(reply_states(database))
    assert f"{held} replies are held" in text_of(shown)
    assert any(label.startswith("looks genuine · ") for label in labels(shown))
    assert any(label.startswith("copies of text ") for label in labels(shown))

    page = hand.tap("copies of text", shown)
    assert page["message_id"] == shown["message_id"]
    assert text_of(page).startswith("copies of text ")
    second = hand.tap("Next", page)
    assert "‹ Back" in labels(second)
    drop = next(label for label in labels(second) if label.startswith("Drop #"))
    assert "1 reply dropped. Saved: €" in text_of(hand.tap(drop, second))
    assert reply_states(database).count(("dropped", "dropped_in_raid")) == 1
    assert "1 reply dropped. Saved: €" in text_of(hand.tap(drop, second))
    assert reply_states(database).count(("dropped", "dropped_in_raid")) == 1


def test_a_whole_group_asks_once_more_with_its_figure(raid, hand, other, database):
    page = hand.tap("looks genuine", hand.say("/held"))
    count = int(text_of(page).split(": ")[1].split(" ")[0])
    release = "Release all" if count > 1 else "Release it"
    question = hand.tap(release, page)
    assert "is held again" in text_of(question)
    assert question["message_id"] != page["message_id"]  # the list stays
    done = hand.tap("Release", question)

    assert "planned again (€" in text_of(done)
    assert reply_states(database).count(("planned", None)) == count
    other.wait_for_text(f"Alice a libéré des réponses retenues : {count}")


def test_who_sends_most_now(raid, hand, database):
    shown = hand.say("/senders")
    assert "senders within the hour, the busiest first" in text_of(shown)
    assert "copies a text" in text_of(shown)
    assert hand.tap("Next", shown)["message_id"] == shown["message_id"]


def test_one_senders_story_and_his_texts_only_on_demand(raid, hand, database):
    genuine = one(
        database,
        "SELECT sender_id FROM inbounds WHERE received_at ="
        " (SELECT min(received_at) FROM inbounds WHERE provider_sid LIKE 'SM%' AND sender_id IN"
        "  (SELECT id FROM senders WHERE texts = 1))",
    )
    shown = hand.say(f"/sender #{genuine}")
    text = text_of(shown)
    assert "Nothing has spoken against them" in text
    assert " · text · the reply is held (due " in text
    assert "): because of the raid." in text
    read = hand.tap("Read their text", shown)
    assert read["message_id"] == shown["message_id"]
    assert any(entity["type"] == "spoiler" for entity in read["entities"])
    hand.tap("Release", hand.tap(f"Back to #{genuine}", read))
    wait_for(lambda: ("planned", None) in reply_states(database))


def test_a_hostile_text_is_shown_as_it_is_behind_a_spoiler(hand, database):
    receive(database, a_text(utc_now(), body="<b>&lt; </tg-spoiler> " + "x" * 900))
    read = hand.tap("Read their text", hand.say("/sender #1"))

    assert "<b>&lt; </tg-spoiler> xxx" in text_of(read)
    assert text_of(read).endswith("…")


def test_a_block_may_be_for_a_time_and_keeps_who_and_why(hand, database):
    receive(database, a_text(utc_now()))
    assert "Until " in text_of(hand.say("/block #1 24h insults, all night"))
    detail = text_of(hand.say("/sender #1"))
    assert "by Alice, until" in detail
    assert "Why: insults, all night" in detail

    assert end_timed_blocks(database=database, now=utc_now()) == 0
    assert end_timed_blocks(database=database, now=utc_now() + timedelta(hours=25)) == 1
    assert one(database, "SELECT blocked_at FROM senders") is None


def test_past_incidents_come_with_their_cards_and_pictures(raid, hand, database):
    assert "goes on" in text_of(hand.say("/incidents"))
    look_on(database, utc_now(), minutes=40, memory=raid)
    hand.wait_for_text("The raid is over", seconds=20)
    shown = hand.say("/incidents")
    assert "raid: " in text_of(shown)
    assert "saved €" in text_of(shown)
    card = hand.tap("Incident 1", shown)

    assert "photo" in card
    assert "The raid is over" in text_of(card)


def test_with_nothing_there_they_say_so(hand):
    assert text_of(hand.say("/held")) == "Nothing is held."
    assert "There has been no incident." in text_of(hand.say("/incidents"))
    assert "Nobody has written" in text_of(hand.say("/senders"))
    assert "no such" in text_of(hand.say("/sender #99")).lower()
