"""Authorization. Every message and every tap is checked against the team.

Strangers get no answer to anything: not even a button that stops spinning. Only an invitation that
is still open lets somebody in.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from enum import Enum, auto
from typing import Any

from telegram import Chat, MaybeInaccessibleMessage, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.error_answers import answer_failure
from bot.request import BotContext, Request
from bot.screens.back_button import way_back_of
from bot.screens.screen import Screen
from hotline.domain.errors import RejectedError
from hotline.domain.numbers import as_dialled_abroad, holds_number
from hotline.domain.people import Organizer, clean_name
from hotline.usecases.team.join_team import join_team
from hotline.usecases.team.recognise_organizer import recognise_organizer
from hotline.usecases.team.set_team_group import is_team_group
from hotline.words import LANGUAGES

Handler = Callable[[Request], Awaitable[None]]
Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

_INVITATION = re.compile(r"/start ([A-Za-z0-9_-]{20,64})")
_COMMAND = re.compile(r"/([^\W_]\w{0,63})")
_SLOW_SECONDS, _TYPING_SECONDS = 0.8, 4.5
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


class Where(Enum):
    """Where a message is accepted."""

    PRIVATE = auto()
    # In private, and in the team's group.
    TEAM = auto()
    # Also in any group.
    ANYWHERE = auto()


def for_organizers(
    context: BotContext,
    handler: Handler,
    where: Where = Where.TEAM,
    *,
    elsewhere: Handler | None = None,
) -> Callback:
    """Wrap a handler of messages, so that it only ever sees people of the team.

    `elsewhere`: what somebody of the team gets, in private, who writes where it is not accepted.
    """

    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is None or message.from_user is None or message.sender_chat is not None:
            return
        user, chat = message.from_user, message.chat
        organizer = await _recognise(context, user, chat)
        is_new = organizer is None
        if is_new and chat.type == ChatType.PRIVATE:
            organizer = await _let_in(context, user, message.text or "")
        if organizer is None:
            return
        is_heard = await _is_heard(context, chat, where)
        obeyed = handler if is_heard else elsewhere
        if obeyed is None or chat.type == ChatType.CHANNEL:
            return
        about = {
            "said_id": message.message_id,
            "thread_id": message.message_thread_id if message.is_topic_message else None,
            "is_contact": message.contact is not None,
            "is_new": is_new,
            "command": _command(message),
        }
        request = _request(context, organizer, chat, _arguments(message), **about)
        # Somebody else's words: a forwarded /resume must not resume.
        await _attend(obeyed if message.forward_origin is None else _not_obeyed, request)

    return handle


def for_taps(context: BotContext, handler: Handler) -> Callback:
    """Wrap a handler of taps in the same way. `arguments` is the button's data."""

    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None or query.message is None:
            return
        chat = query.message.chat
        organizer = await _recognise(context, query.from_user, chat)
        if organizer is None or not await _is_heard(context, chat, Where.TEAM):
            return
        origin = _origin(query.message) if chat.type == ChatType.PRIVATE else {}
        await context.messenger.acknowledge_tap(query.id)
        data = query.data or ""
        await _attend(handler, _request(context, organizer, chat, data, tapped=data, **origin))

    return handle


async def _recognise(context: BotContext, user: User, chat: Chat) -> Organizer | None:
    """None for strangers and for bots. A person who hides behind a group appears as a bot."""
    if user.is_bot:
        return None
    return await asyncio.to_thread(
        recognise_organizer,
        user.id,
        name=clean_name(user.full_name),
        language=_language(user.language_code),
        database=context.database,
        now=context.clock(),
        is_private=chat.type == ChatType.PRIVATE,
    )


async def _let_in(context: BotContext, user: User, text: str) -> Organizer | None:
    invitation = _INVITATION.fullmatch(text.strip())
    if invitation is None or user.is_bot:
        return None
    return await asyncio.to_thread(
        join_team,
        invitation.group(1),
        user.id,
        name=clean_name(user.full_name),
        language=_language(user.language_code),
        database=context.database,
        now=context.clock(),
    )


async def _is_heard(context: BotContext, chat: Chat, where: Where) -> bool:
    if chat.type == ChatType.PRIVATE:
        return True
    if chat.type not in _GROUPS or where is Where.PRIVATE:
        return False
    if where is Where.ANYWHERE:
        return True
    return await asyncio.to_thread(is_team_group, chat.id, database=context.database)


def _request(
    context: BotContext, organizer: Organizer, chat: Chat, arguments: str, **more: Any
) -> Request:
    words = context.words_for(organizer)
    return Request(context, organizer, words, context.clock(), chat.id, arguments, **more)


async def _attend(handler: Handler, request: Request) -> None:
    typing = asyncio.create_task(_show_typing(request))
    try:
        await handler(request)
    except Exception as error:  # the one net: a bug must not leave a volunteer without an answer
        if isinstance(error, RejectedError):
            request.note_not_understood()
        await answer_failure(request, error)
    finally:
        typing.cancel()


async def _not_obeyed(request: Request) -> None:
    if request.is_contact or holds_number(request.arguments):
        await request.forget_what_was_said()
    if request.is_private:
        await request.show(Screen(request.words("forwarded")))


async def _show_typing(request: Request) -> None:
    """Show that an answer is on its way if it takes longer than about a second."""
    await asyncio.sleep(_SLOW_SECONDS)
    while True:
        await request.context.messenger.show_typing(request.organizer.telegram_id)
        await asyncio.sleep(_TYPING_SECONDS)


def _origin(message: MaybeInaccessibleMessage) -> dict[str, Any]:
    """The message that was tapped. If it is too old to be edited, a new one answers."""
    if not isinstance(message, Message):
        return {}
    return {
        "message_id": message.message_id,
        "has_picture": bool(message.photo),
        "way_back": _way_back(message),
        "tapped_id": message.message_id,
    }


def _way_back(message: Message) -> str:
    """Where the buttons lead back: what was opened from the menu does so through every tap."""
    markup = message.reply_markup
    rows = markup.inline_keyboard if markup else ()
    return way_back_of(button.callback_data for row in rows for button in row)


def _command(message: Message) -> str:
    """`/status@our_bot now` → `status`; nothing, if it is no command."""
    found = _COMMAND.match(message.text or "")
    return found[1] if found else ""


def _arguments(message: Message) -> str:
    if message.contact is not None:
        return as_dialled_abroad(message.contact.phone_number)
    text = message.text or message.caption or ""
    if not text.startswith("/"):
        return text
    parts = text.split(maxsplit=1)
    return parts[1] if len(parts) == 2 else ""


def _language(code: str | None) -> str | None:
    short = (code or "")[:2].lower()
    return short if short in LANGUAGES else None
