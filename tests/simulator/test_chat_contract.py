"""The chat network answers as the published Bot API says, to python-telegram-bot."""

import asyncio
import json

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
)
from telegram.error import BadRequest, Conflict, Forbidden, NetworkError, RetryAfter, TimedOut
from telegram.request import HTTPXRequest

from simulator.chat.user_actions import say, tap
from simulator.faults import Fault
from tests.support.cast import ALICE, BOT_TOKEN, MALLORY
from tests.support.specs import TelegramSpec

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64


@pytest.fixture
def with_bot(chat_url, chat):
    """Run a coroutine with a real Bot; Alice has started it."""
    say(chat, chat.people[ALICE], "/start")

    def run(use):
        async def go():
            request = HTTPXRequest(read_timeout=2.5)
            bot = Bot(
                BOT_TOKEN,
                base_url=f"{chat_url}/bot",
                base_file_url=f"{chat_url}/file/bot",
                request=request,
                get_updates_request=HTTPXRequest(2, read_timeout=2.5),
            )
            async with bot:
                return await use(bot)

        return asyncio.run(go())

    return run


BUTTONS = InlineKeyboardMarkup([[InlineKeyboardButton("Undo", callback_data="undo:1")]])


def rich_with(photo):
    """Every block and mark that we use; its picture is one that was sent before."""
    html = (
        "<h3>RAID &lt;b&gt;</h3><p>a <b>b <i>c</i></b> <tg-spoiler>d</tg-spoiler></p><hr>"
        '<img src="tg://photo?id=picture"><ul><li>e</li></ul><details><summary>f</summary>'
        '<table><tr><th>g</th></tr><tr><td align="right">1</td></tr></table></details>'
        "<footer>h</footer>"
    )
    media = {"type": "photo", "media": photo.photo[-1].file_id}
    content = {"html": html, "media": [{"id": "picture", "media": media}]}
    return {"chat_id": ALICE, "rich_message": json.dumps(content), "reply_markup": BUTTONS}


def test_everything_we_use_of_telegram_keeps_to_the_description(with_bot, chat):
    async def use(bot):
        updates = await bot.get_updates(timeout=0)
        sent = await bot.send_message(
            ALICE, "<b>é 😀</b> &lt; <code>x</code>", parse_mode="HTML", reply_markup=BUTTONS
        )
        assert (sent.text, sent.text_html) == ("é 😀 < x", "<b>é 😀</b> &lt; <code>x</code>")
        await bot.edit_message_text("new", ALICE, sent.message_id)
        await bot.edit_message_reply_markup(ALICE, sent.message_id, reply_markup=BUTTONS)
        photo = await bot.send_photo(ALICE, PNG, caption="<i>c</i>", parse_mode="HTML")
        await bot.edit_message_caption(ALICE, photo.message_id, caption="d")
        await bot.edit_message_media(InputMediaPhoto(PNG, caption="e"), ALICE, photo.message_id)
        rich = await bot.do_api_request("sendRichMessage", api_kwargs=rich_with(photo))
        table = json.dumps({"html": "<table><tr><th>a</th><td>1</td></tr></table>"})
        await bot.do_api_request(
            "editmessagetext",
            api_kwargs={"chat_id": ALICE, "message_id": rich["message_id"], "rich_message": table},
        )
        document = await bot.send_document(ALICE, b"proof", filename="proof.zip")
        assert document.document.file_name == "proof.zip"
        file = await bot.get_file(document.document.file_id)
        assert bytes(await file.download_as_bytearray()) == b"proof"
        await bot.send_chat_action(ALICE, "typing")
        await bot.pin_chat_message(ALICE, sent.message_id)
        await bot.delete_message(ALICE, sent.message_id)
        scope = BotCommandScopeChat(ALICE)
        await bot.set_my_commands([BotCommand("status", "how it is")], scope=scope)
        assert [one.command for one in await bot.get_my_commands(scope=scope)] == ["status"]
        await bot.delete_my_commands(scope=scope)
        await bot.get_webhook_info()
        await bot.delete_webhook()
        await bot.get_chat(ALICE)
        query_id = tap(chat, chat.people[ALICE], photo.to_dict(), "undo:1")
        (update,) = await bot.get_updates(offset=updates[-1].update_id + 1, timeout=0)
        assert update.callback_query.data == "undo:1"
        await bot.answer_callback_query(query_id)
        with pytest.raises(BadRequest, match="too old"):
            await bot.answer_callback_query(query_id)

    with_bot(use)
    described = TelegramSpec()
    used = set()
    for exchange in chat.requests:
        described.check_call(exchange["method"], exchange["parameters"])
        if exchange["answer"]["ok"]:
            described.check_result(exchange["method"], exchange["answer"]["result"])
        used.add(exchange["method"])
    assert len(used) == 22


def test_updates_are_kept_until_they_are_confirmed(with_bot, chat):
    async def use(bot):
        first = await bot.get_updates(timeout=0)
        again = await bot.get_updates(timeout=0)
        confirmed = await bot.get_updates(offset=first[-1].update_id + 1, timeout=0)
        return len(first), len(again), len(confirmed)

    assert with_bot(use) == (1, 1, 0)


def test_a_long_poll_waits_for_news_and_a_second_poller_ends_it(with_bot, chat):
    async def use(bot):
        (update,) = await bot.get_updates(timeout=0)
        offset = update.update_id + 1
        polls = chat.newest_poll
        waiting = asyncio.create_task(bot.get_updates(offset=offset, timeout=5))
        await _until(lambda: chat.newest_poll > polls)
        say(chat, chat.people[ALICE], "hello")
        assert (await waiting)[0].message.text == "hello"
        polls, behind = chat.newest_poll, chat.updates[-1]["update_id"] + 1
        older = asyncio.create_task(bot.get_updates(offset=behind, timeout=5))
        await _until(lambda: chat.newest_poll > polls)
        await bot.get_updates(timeout=0)
        with pytest.raises(Conflict):
            await older

    with_bot(use)


async def _until(condition):
    while not condition():
        await asyncio.sleep(0.01)


async def _edit_nothing(bot):
    sent = await bot.send_message(ALICE, "same")
    await bot.edit_message_text("same", ALICE, sent.message_id)


async def _edit_a_persons(bot):
    (update,) = await bot.get_updates(timeout=0)
    await bot.edit_message_text("x", ALICE, update.message.message_id)


@pytest.mark.parametrize(
    ("error", "words", "use"),
    [
        (BadRequest, "not modified", _edit_nothing),
        (BadRequest, "can't be edited", _edit_a_persons),
        (BadRequest, "to edit not found", lambda bot: bot.edit_message_text("x", ALICE, 1)),
        (BadRequest, "too long", lambda bot: bot.send_message(ALICE, "x" * 4097)),
        (
            BadRequest,
            "parse entities",
            lambda bot: bot.send_message(ALICE, "<b>", parse_mode="HTML"),
        ),
        (
            BadRequest,
            "parse entities",
            lambda bot: bot.send_message(ALICE, "<x>y</x>", parse_mode="HTML"),
        ),
        (
            BadRequest,
            "parse entities",
            lambda bot: bot.send_message(ALICE, "I <3 you", parse_mode="HTML"),
        ),
        (
            BadRequest,
            "parse entities",
            lambda bot: bot.send_message(ALICE, "a&nbsp;b", parse_mode="HTML"),
        ),
        (BadRequest, "Chat not found", lambda bot: bot.send_message(4, "x")),
        (Forbidden, "initiate", lambda bot: bot.send_message(MALLORY, "x")),
        (
            BadRequest,
            "(?i)button_data_invalid",
            lambda bot: bot.send_message(
                ALICE,
                "x",
                reply_markup=InlineKeyboardMarkup(
                    [[InlineKeyboardButton("x", callback_data="é" * 33)]]
                ),
            ),
        ),
    ],
)
def test_what_telegram_refuses_is_refused(with_bot, error, words, use):
    with pytest.raises(error, match=words):
        with_bot(use)


@pytest.mark.parametrize(
    ("fault", "error", "arrived"),
    [
        (Fault("429", "sendMessage", options={"retry_after": 7}), RetryAfter, 0),
        (Fault("403", "sendMessage"), Forbidden, 0),
        (Fault("outage", "sendMessage"), NetworkError, 0),
        (Fault("cut_before", "sendMessage"), NetworkError, 0),
        (Fault("cut_after", "sendMessage"), NetworkError, 1),
        (Fault("late", "sendMessage", options={"seconds": 5}), TimedOut, 1),
    ],
    ids=lambda value: getattr(value, "kind", None),
)
def test_each_fault_leaves_behind_what_it_says(with_bot, chat, fault, error, arrived):
    chat.faults.add(fault)
    with pytest.raises(error):
        with_bot(lambda bot: bot.send_message(ALICE, "x"))

    assert len([event for event in chat.events if event.kind == "sent"]) == arrived


def test_who_blocks_the_bot_is_not_reached(with_bot, chat):
    chat.people[ALICE].has_blocked = True
    with pytest.raises(Forbidden, match="blocked"):
        with_bot(lambda bot: bot.send_message(ALICE, "x"))


def test_only_updates_of_the_kinds_asked_for_are_queued(with_bot, chat):
    async def use(bot):
        await bot.get_updates(offset=-1, timeout=0, allowed_updates=["callback_query"])
        say(chat, chat.people[ALICE], "not asked for")
        return await bot.get_updates(timeout=0)

    assert [one.message.text for one in with_bot(use)] == ["/start"]


def test_a_fault_that_does_not_exist_is_refused(chat, phone):
    for network in (chat, phone):
        with pytest.raises(ValueError, match="no such fault"):
            network.faults.add(Fault("typo"))
