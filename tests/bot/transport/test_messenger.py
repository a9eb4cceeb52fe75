"""The messenger alone: what it sends, edits and gives up, with the real library over HTTP."""

import asyncio

import pytest
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.screens.screen import Button, Screen
from bot.transport.messenger import Messenger
from bot.transport.rate_limit import RateLimit
from hotline.words import Html
from tests.support.cast import ALICE, BOT_TOKEN

PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f"
    b"\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8\xff\xff?\x00\x05\xfe\x02\xfe\xa75\x81\x84\x00\x00"
    b"\x00\x00IEND\xaeB`\x82"
)


@pytest.fixture
def play(chat, chat_url):
    """Runs a coroutine that is given a messenger."""
    chat.people[ALICE].started = True

    def run(act):
        async def go():
            bot = Bot(BOT_TOKEN, base_url=f"{chat_url}/bot", request=HTTPXRequest(4))
            async with bot:
                messenger = Messenger(bot, RateLimit())
                found = await act(messenger)
                await messenger.finish()
                return found

        return asyncio.run(go())

    return run


def screen(text, **more):
    return Screen(Html(text), **more)


def shown(chat):
    return [event for event in chat.events if event.chat_id == ALICE]


@pytest.mark.parametrize(("length", "kind"), [(1024, "photo"), (1025, "text")])
def test_a_text_too_long_for_a_caption_goes_without_its_picture(chat, play, length, kind):
    play(lambda messenger: messenger.send_once(ALICE, screen("x" * length, picture=PICTURE)))

    (event,) = shown(chat)
    assert kind in event.message


def test_an_edit_that_changes_nothing_is_fine_and_nothing_new_is_sent(chat, play):
    async def act(messenger):
        sent = await messenger.send_once(ALICE, screen("the same"))
        return sent, await messenger.replace_once(
            ALICE, sent, screen("the same"), has_picture=False
        )

    sent, replaced = play(act)

    assert sent == replaced
    assert [event.kind for event in shown(chat)] == ["sent"]


def test_a_message_that_is_gone_is_sent_again_without_a_sound(chat, play):
    async def act(messenger):
        sent = await messenger.send_once(ALICE, screen("a card"))
        await messenger.delete_once(ALICE, sent)
        return sent, await messenger.replace_once(
            ALICE, sent, screen("a card, later"), has_picture=False
        )

    sent, replaced = play(act)

    assert replaced != sent
    assert shown(chat)[-1].message["text"] == "a card, later"
    assert shown(chat)[-1].kind == "sent"


def test_buttons_stay_with_the_edit_and_go_without_rows(chat, play):
    async def act(messenger):
        rows = [[Button("Yes", "confirm:1")]]
        sent = await messenger.send_once(ALICE, screen("a question", rows=rows))
        await messenger.replace_once(ALICE, sent, screen("done"), has_picture=False)

    play(act)

    first, last = shown(chat)
    assert first.message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "confirm:1"
    assert not last.message.get("reply_markup", {}).get("inline_keyboard")


def test_whom_the_bot_may_not_write_to_is_an_error_of_telegrams(chat, play):
    chat.people[ALICE].started = False

    with pytest.raises(TelegramError):
        play(lambda messenger: messenger.send_once(ALICE, screen("hello")))
