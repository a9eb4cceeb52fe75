"""Who is at the desk: everybody is checked at every message and every tap.

Strangers get no answer at all, whatever they send: not even a button that stops turning.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import MaybeInaccessibleMessage, Message, Update, User
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.desk import Desk, Request
from bot.failures import answer_failure
from bot.words import LANGUAGES
from hotline.usecases.recognise_organizer import recognise_organizer

Handler = Callable[[Request], Awaitable[None]]
Callback = Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]

_NAME_LENGTH = 40


def for_organizers(desk: Desk, handler: Handler) -> Callback:
    """A handler of messages that only ever sees people of the team, in private."""

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is None or message.from_user is None:
            return
        request = await _admit(desk, message.from_user, message, _arguments(message))
        if request is not None:
            await _attend(handler, request)

    return handle


def for_taps(desk: Desk, handler: Handler) -> Callback:
    """A handler of taps; `arguments` is the button's data."""

    async def handle(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        query = update.callback_query
        if query is None or query.message is None:
            return
        request = await _admit(
            desk, query.from_user, query.message, query.data or "", **_origin(query.message)
        )
        if request is not None:
            await desk.courier.acknowledge_tap(query.id)
            await _attend(handler, request)

    return handle


async def _admit(
    desk: Desk, user: User, message: MaybeInaccessibleMessage, arguments: str, **more: Any
) -> Request | None:
    if message.chat.type != ChatType.PRIVATE or user.is_bot:
        return None
    now = desk.clock()
    organizer = await asyncio.to_thread(
        recognise_organizer,
        user.id,
        name=user.full_name[:_NAME_LENGTH],
        language=_language(user.language_code),
        database=desk.database,
        now=now,
    )
    if organizer is None:
        return None
    return Request(desk, organizer, desk.words_for(organizer), now, arguments, **more)


async def _attend(handler: Handler, request: Request) -> None:
    try:
        await handler(request)
    except Exception as error:  # the one net: a bug must not leave a volunteer without an answer
        await answer_failure(request, error)


def _origin(message: MaybeInaccessibleMessage) -> dict[str, Any]:
    """The message a tap was on; one too old to be edited is answered by a new one."""
    if not isinstance(message, Message):
        return {}
    return {
        "message_id": message.message_id,
        "shown": message.text_html if message.text else message.caption_html or "",
        "has_picture": bool(message.photo),
    }


def _arguments(message: Message) -> str:
    text = message.text or ""
    if not text.startswith("/"):
        return text
    parts = text.split(maxsplit=1)
    return parts[1] if len(parts) == 2 else ""


def _language(code: str | None) -> str | None:
    short = (code or "")[:2].lower()
    return short if short in LANGUAGES else None
