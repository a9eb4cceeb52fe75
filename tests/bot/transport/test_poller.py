"""The poller confirms an update when it is handled, however long that takes."""

import asyncio

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.transport.poller import Poller
from simulator.chat.user_actions import say
from tests.support.cast import ALICE, BOT_TOKEN


@pytest.fixture
def poll(chat, chat_url):
    """Run `use(poller)` with a poller whose updates go to `handle`."""

    def run(handle, use):
        async def go():
            request = HTTPXRequest(2)
            bot = Bot(BOT_TOKEN, base_url=f"{chat_url}/bot", get_updates_request=request)

            async def nothing():
                pass

            async with bot:
                await use(Poller(bot, handle, on_poll=nothing))

        asyncio.run(go())

    return run


def write(chat, *texts):
    for text in texts:
        say(chat, chat.people[ALICE], text)


def test_a_slow_update_is_not_confirmed_before_its_end_and_holds_up_nobody(poll, chat):
    write(chat, "slow", "quick")
    seen, release = [], asyncio.Event()

    async def handle(update):
        seen.append(update.message.text)
        if update.message.text == "slow":
            await release.wait()

    async def use(poller):
        await poller.poll_once()
        write(chat, "later")
        await poller.poll_once()
        await poller.poll_once()
        assert seen == ["slow", "quick", "later"]
        assert [one["message"]["text"] for one in chat.updates] == ["slow", "quick", "later"]
        release.set()
        await poller.finish()
        assert chat.updates == []

    poll(handle, use)


def test_an_update_that_fails_late_comes_again(poll, chat):
    write(chat, "first", "second")
    tries = []

    async def handle(update):
        tries.append(update.message.text)
        if tries.count("first") == 1 and update.message.text == "first":
            await asyncio.sleep(2.3)
            raise ConnectionError

    async def use(poller):
        await poller.poll_once()
        await asyncio.sleep(0.5)
        await poller.poll_once()
        await poller.finish()

    poll(handle, use)
    assert tries == ["first", "second", "first"]
    assert chat.updates == []


def test_a_stop_confirms_nothing_that_failed(poll, chat):
    write(chat, "first", "second")

    async def handle(update):
        if update.message.text == "first":
            raise ConnectionError

    async def use(poller):
        await poller.poll_once()
        await poller.finish()

    poll(handle, use)
    assert [one["message"]["text"] for one in chat.updates] == ["first", "second"]
