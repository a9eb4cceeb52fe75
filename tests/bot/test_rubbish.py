"""Rubbish of every kind: the bot answers its own, says nothing to strangers, and never breaks."""

import logging
import random

import pytest

from bot.handlers.prompts import ASKS
from bot.routing.commands import HANDLERS
from bot.routing.taps import VERBS
from hotline.wiring import utc_now
from simulator.chat.user_actions import say, tap
from tests.support.bots import wait_for
from tests.support.cast import ALICE, MALLORY
from tests.support.inbounds import a_text, one, receive

HOSTILE = (
    "", " ", ":", "::::", "0", "-1", "1", "9" * 40, "1:2:3:4", "#", "#0", "#99999999999", "1:x",
    "x", "all:0", "all:-1", "all:99999999999999999999", "<b>", "</b>&amp;{x}%s",
    "\u202e\u200f\u0000",
    "٣:٣", "é" * 30, "👩‍🚒" * 7, "null", "True", "+33612345678", "1e9", "inf", "nan", "2h", "-2h",
    "99999999d", "day 5", "day -5", "day 1e400", "total x", "price FR 0", "fr: ", "fr:\n---\n---\n",
    "de: " + "ü" * 1700, "\n---\n".join("abcdefgh"), "12:" + "f" * 80, "owner", "keep:40",
    "1:keep:x",
)  # fmt: skip
WRONG = (None, 7, -1, 1.5, "", "x", [], {}, True, 2**63, "\u0000", [[]], {"id": None})


@pytest.fixture
def quiet(caplog):
    """What the bot logged as a failure, if anything."""
    caplog.set_level(logging.WARNING, logger="bot")

    def failures():
        return [r.getMessage() for r in caplog.records if r.exc_info or r.levelno >= logging.ERROR]

    return failures


def wait_until_handled(chat, hand):
    wait_for(lambda: chat.updates == [], seconds=110)
    hand.say("/help")


@pytest.mark.slow
def test_every_command_with_rubbish(hand, chat, database, quiet):
    for command in sorted(HANDLERS):
        for text in HOSTILE[::2]:
            say(chat, chat.people[ALICE], f"/{command} {text}")
    wait_until_handled(chat, hand)

    assert quiet() == []


@pytest.mark.slow
@pytest.mark.parametrize("share", range(3))
def test_every_button_with_rubbish(hand, chat, database, quiet, share):
    receive(database, a_text(utc_now()))
    message = hand.say("/status")
    # Who locks their own phone hears nothing more.
    for verb in sorted(VERBS - {"lock"})[share::3]:
        for text in HOSTILE[::2]:
            data = f"{verb}:{text}".encode()[:64].decode(errors="ignore")
            tap(chat, chat.people[ALICE], message, data)
    wait_until_handled(chat, hand)

    assert quiet() == []


def test_whatever_a_button_asked_for_with_rubbish(hand, chat, quiet):
    message = hand.say("/menu")
    for what in (*ASKS, "reply_fr", "reply_de", "handset_fr"):
        for text in HOSTILE[::3]:
            tap(chat, chat.people[ALICE], message, f"ask:{what}")
            say(chat, chat.people[ALICE], text or "\u200b")
    wait_until_handled(chat, hand)

    assert quiet() == []


def test_a_stranger_with_all_of_it_gets_nothing(hand, chat, database):
    message = hand.say("/status")
    before = one(database, "SELECT count(*) FROM audit_entries")
    mallory = chat.people[MALLORY]
    for command in HANDLERS:
        say(chat, mallory, f"/{command} #1")
        say(chat, mallory, f"/start {command:x<30}")
    for verb in VERBS:
        tap(chat, mallory, message, f"{verb}:1:1")
    wait_until_handled(chat, hand)

    sent = [r for r in chat.requests if str(r["parameters"].get("chat_id")) == str(MALLORY)]
    assert sent == []
    answered = [r for r in chat.requests if r["method"].lower() == "answercallbackquery"]
    assert answered == []
    assert one(database, "SELECT count(*) FROM audit_entries") == before
    assert one(database, "SELECT count(*) FROM organizers") == 2


def test_updates_of_the_wrong_shape_stop_nothing(hand, chat):
    rng = random.Random(5)
    good = {
        "message": say(chat, chat.people[ALICE], "/help"),
        "callback_query": {
            "id": "1", "from": chat.people[ALICE].as_user(), "chat_instance": "1", "data": "x:1",
            "message": hand.say("/status"),
        },
        "my_chat_member": {
            "chat": chat.people[ALICE].as_chat(), "from": chat.people[ALICE].as_user(), "date": 1,
            "old_chat_member": {"user": chat.as_bot(), "status": "member"},
            "new_chat_member": {"user": chat.as_bot(), "status": "member"},
        },
    }  # fmt: skip
    for _ in range(80):
        kind = rng.choice(sorted(good))
        chat.add_update({kind: spoilt(good[kind], rng)})
    say(chat, chat.people[ALICE], "/team")

    hand.wait_for_text("The team", seconds=60)


def spoilt(value, rng):
    """The same, with one or two of its parts replaced or gone."""
    if not isinstance(value, dict) or rng.random() < 0.15:
        return rng.choice(WRONG)
    kept = dict(value)
    key = rng.choice(sorted(kept))
    if rng.random() < 0.3:
        del kept[key]
    else:
        kept[key] = spoilt(kept[key], rng)
    return kept
