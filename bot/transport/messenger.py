"""The only way out to Telegram: sends, edits, answers taps; knows what a failure means.

A message that may have arrived is not sent again from here: a time-out of Telegram often hides a
message that did arrive.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta

import httpx
from telegram import Bot, InputMediaPhoto, LinkPreviewOptions
from telegram.constants import ChatAction, ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.screens.screen import Screen
from bot.screens.text_length import LONGEST_CAPTION, length
from bot.transport.keyboards import buttons_of, keyboard_of
from bot.transport.rate_limit import RateLimit
from bot.transport.rich_messages import RichMessages

log = logging.getLogger(__name__)

_TRIES = 4
_LONGEST_WAIT_SECONDS = 30.0
_NEVER_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
_MAY_HAVE_ARRIVED = (httpx.ReadTimeout, httpx.ReadError, httpx.RemoteProtocolError)
# Telegram's limit under a picture. A longer text is sent without the picture.
_CHAT_IS_GONE = ("chat not found", "user is deactivated", "peer_id_invalid")
_IS_GONE = ("message to edit not found", "can't be edited")
_Edit = Callable[[int, int, Screen], Awaitable[None]]
# Otherwise Telegram would fetch any link that a harasser writes.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Messenger:
    """Speaks for the bot. Every message is HTML; see hotline.words for the escaping."""

    def __init__(self, bot: Bot, pace: RateLimit) -> None:
        self._bot = bot
        self.pace = pace
        self.rich = RichMessages(bot)
        self._waiting: set[asyncio.Task[None]] = set()

    async def answer(self, chat_id: int, screen: Screen) -> None:
        """Answer somebody now. What certainly did not arrive is tried again in the background."""
        _require_lasting(screen)
        self.pace.note(chat_id)
        await self._soon(lambda: self.send_once(chat_id, screen))

    async def send_once(
        self,
        chat_id: int,
        screen: Screen,
        *,
        is_loud: bool = True,
        thread_id: int | None = None,
    ) -> int:
        """Send once, and return the id of the message. Raises telegram.error.TelegramError.

        `is_loud`: the phone may make a sound. `thread_id`: the topic of a group.
        """
        if screen.picture is not None and length(screen.text) <= LONGEST_CAPTION:
            return await self._send_picture(
                chat_id, screen, screen.picture, is_loud=is_loud, thread_id=thread_id
            )
        message = await self._bot.send_message(
            chat_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard_of(screen),
            link_preview_options=_NO_PREVIEW,
            disable_notification=not is_loud,
            message_thread_id=thread_id,
        )
        return message.message_id

    async def _send_picture(
        self,
        chat_id: int,
        screen: Screen,
        picture: bytes,
        *,
        is_loud: bool,
        thread_id: int | None,
    ) -> int:
        message = await self._bot.send_photo(
            chat_id,
            picture,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard_of(screen),
            disable_notification=not is_loud,
            message_thread_id=thread_id,
        )
        return message.message_id

    async def replace_once(
        self,
        chat_id: int,
        message_id: int,
        screen: Screen,
        *,
        has_picture: bool,
        thread_id: int | None = None,
    ) -> int:
        """Edit once, and return the id. If the message is gone, send a new one, without a sound.

        If `screen` has a picture, it replaces the old one; otherwise the old one stays. Raises
        TelegramError.
        """
        try:
            if has_picture and screen.picture is not None:
                await self._edit_picture(chat_id, message_id, screen, screen.picture)
            elif has_picture:
                await self._edit_caption(chat_id, message_id, screen)
            else:
                await self._edit_once(chat_id, message_id, screen)
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return message_id
            if not any(words in error.message.lower() for words in _IS_GONE):
                raise
            return await self.send_once(chat_id, screen, is_loud=False, thread_id=thread_id)
        return message_id

    async def _edit_media(self, chat_id: int, message_id: int, screen: Screen) -> None:
        if screen.picture is not None:
            await self._edit_picture(chat_id, message_id, screen, screen.picture)

    async def _edit_picture(
        self, chat_id: int, message_id: int, screen: Screen, picture: bytes
    ) -> None:
        await self._bot.edit_message_media(
            InputMediaPhoto(picture, caption=screen.text, parse_mode=ParseMode.HTML),
            chat_id=chat_id,
            message_id=message_id,
            reply_markup=buttons_of(screen),
        )

    async def edit(
        self, chat_id: int, message_id: int, screen: Screen, *, has_picture: bool = False
    ) -> None:
        """Edit in place; if that is no longer possible, send a new message.

        `has_picture`: the message is a picture, which stays, with its text under it.
        """
        _require_lasting(screen)
        self.pace.note(chat_id)
        edit = self._edit_once
        if has_picture:
            edit = self._edit_caption if screen.picture is None else self._edit_media
        await self._soon(lambda: self._edit_or_send(edit, chat_id, message_id, screen))

    async def show_vanishing(self, chat_id: int, message_id: int, screen: Screen) -> bool:
        """Edit a message that is registered to vanish: once, now, and never as a new message.

        False: Telegram did not take it, or did not say; then the message is to be deleted.
        """
        self.pace.note(chat_id)
        try:
            await self._edit_once(chat_id, message_id, screen)
        except TelegramError as error:
            log.info("what must vanish was not shown: %s", type(error).__name__)
            return False
        return True

    async def finish(self) -> None:
        """Give the answers that still wait a few more seconds."""
        if self._waiting:
            await asyncio.wait(self._waiting, timeout=5)

    async def _edit_or_send(
        self, edit: _Edit, chat_id: int, message_id: int, screen: Screen
    ) -> None:
        try:
            await edit(chat_id, message_id, screen)
        except BadRequest as error:
            if "not modified" not in error.message.lower():
                await self.send_once(chat_id, screen)

    async def _edit_once(self, chat_id: int, message_id: int, screen: Screen) -> None:
        await self._bot.edit_message_text(
            screen.text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons_of(screen),
            link_preview_options=_NO_PREVIEW,
        )

    async def _edit_caption(self, chat_id: int, message_id: int, screen: Screen) -> None:
        await self._bot.edit_message_caption(
            chat_id=chat_id,
            message_id=message_id,
            caption=screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=buttons_of(screen),
        )

    async def delete_once(self, chat_id: int, message_id: int) -> None:
        """Delete a message, once. Raises TelegramError."""
        await self._bot.delete_message(chat_id, message_id)

    async def delete(self, chat_id: int, message_id: int) -> bool:
        """Delete a message; False if Telegram refuses and it stays.

        It allows it for two days: ours, theirs in a private chat, and in a group theirs to an
        administrator who may delete messages (Bot API, deleteMessage).
        """
        try:
            await self.delete_once(chat_id, message_id)
        except TelegramError as error:
            log.info("a message could not be deleted: %s", type(error).__name__)
            return "not found" in str(error).lower()
        return True

    async def show_typing(self, chat_id: int) -> None:
        """Show that an answer is on its way; Telegram forgets it after five seconds."""
        try:
            await self._bot.send_chat_action(chat_id, ChatAction.TYPING)
        except TelegramError as error:
            log.info("typing was not shown: %s", type(error).__name__)

    async def acknowledge_tap(self, query_id: str) -> None:
        """Stop the spinner on the button. It is harmless if that comes late, or never."""
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            log.info("a tap could not be acknowledged: %s", type(error).__name__)

    async def _soon(self, act: Callable[[], Awaitable[object]]) -> None:
        """Try once now; then in the background, so that their next message need not wait."""
        wait = await self._try(act)
        if wait is not None:
            task = asyncio.create_task(self._patiently(act, wait))
            self._waiting.add(task)
            task.add_done_callback(self._waiting.discard)

    async def _patiently(self, act: Callable[[], Awaitable[object]], wait: float) -> None:
        for _ in range(_TRIES):
            await asyncio.sleep(wait)
            try:
                following = await self._try(act)
            except TelegramError as error:
                log.warning("an answer was not delivered: %s", type(error).__name__)
                return
            if following is None:
                return
            wait = max(following, min(wait * 2, _LONGEST_WAIT_SECONDS))
        log.warning("an answer was not delivered: Telegram stayed away")

    async def _try(self, act: Callable[[], Awaitable[object]]) -> float | None:
        """None: done. Otherwise the seconds to wait before the next try."""
        try:
            await act()
        except RetryAfter as error:
            return min(retry_after_seconds(error), _LONGEST_WAIT_SECONDS)
        except NetworkError as error:
            if not never_reached(error):
                raise
            return 0.5
        return None


def _require_lasting(screen: Screen) -> None:
    """Raise ValueError for what must vanish: it would be sent late, or twice, and stay."""
    if screen.vanishes:
        raise ValueError("what must vanish is shown by show_vanishing")


def never_reached(error: NetworkError) -> bool:
    """Whether Telegram certainly did not get it. A BadRequest (also a NetworkError) got there."""
    return isinstance(error.__cause__, _NEVER_REACHED)


def is_ambiguous(error: NetworkError) -> bool:
    """Whether it may have arrived although no answer came."""
    return isinstance(error.__cause__, _MAY_HAVE_ARRIVED)


def retry_after_seconds(error: RetryAfter) -> float:
    """The seconds that Telegram asks us to wait. The library gives a number or a timedelta."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)


def is_gone(error: TelegramError) -> bool:
    """Whether the chat does not exist, or no longer: then no further try will help."""
    return isinstance(error, BadRequest) and any(
        words in error.message.lower() for words in _CHAT_IS_GONE
    )
