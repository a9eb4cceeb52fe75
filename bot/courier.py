"""The only way out to Telegram: sends, edits, answers taps; knows what a failure means.

What may have been delivered is not sent again from here: a time-out of Telegram's often hides a
message that arrived.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import TypeVar

import httpx
from telegram import Bot, LinkPreviewOptions
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.pace import Pace
from bot.screens.screen import Screen

log = logging.getLogger(__name__)

_T = TypeVar("_T")
_TRIES = 4
_LONGEST_WAIT_SECONDS = 30.0
_NEVER_REACHED = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
# Telegram would fetch whatever link a harasser writes.
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


class Courier:
    """Speaks for the bot. Every message is HTML; see bot.words for the escaping."""

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self.pace = pace

    async def answer(self, chat_id: int, screen: Screen) -> int:
        """Answer somebody now; the message's id. Tries again what certainly did not arrive."""
        self.pace.note(chat_id)
        return await self._patiently(lambda: self.send_once(chat_id, screen))

    async def send_once(self, chat_id: int, screen: Screen) -> int:
        """Send, once; the message's id. Raises telegram.error.TelegramError."""
        message = await self._bot.send_message(
            chat_id,
            screen.text,
            parse_mode=ParseMode.HTML,
            reply_markup=screen.keyboard,
            link_preview_options=_NO_PREVIEW,
        )
        return message.message_id

    async def edit(self, chat_id: int, message_id: int, screen: Screen) -> None:
        """Edit in place; where that is no longer possible, send anew."""
        self.pace.note(chat_id)
        try:
            await self._patiently(lambda: self._edit_once(chat_id, message_id, screen))
        except BadRequest as error:
            if "not modified" in error.message.lower():
                return
            await self.answer(chat_id, screen)

    async def _edit_once(self, chat_id: int, message_id: int, screen: Screen) -> None:
        await self._bot.edit_message_text(
            screen.text,
            chat_id=chat_id,
            message_id=message_id,
            parse_mode=ParseMode.HTML,
            reply_markup=screen.keyboard,
            link_preview_options=_NO_PREVIEW,
        )

    async def acknowledge_tap(self, query_id: str) -> None:
        """Stop the button's clock. Late is harmless, and so is never."""
        try:
            await self._bot.answer_callback_query(query_id)
        except TelegramError as error:
            log.info("a tap could not be acknowledged: %s", type(error).__name__)

    async def _patiently(self, act: Callable[[], Awaitable[_T]]) -> _T:
        wait = 0.5
        for _ in range(_TRIES - 1):
            try:
                return await act()
            except RetryAfter as error:
                wait = min(retry_after_seconds(error), _LONGEST_WAIT_SECONDS)
            except NetworkError as error:
                if not never_reached(error):
                    raise
            await asyncio.sleep(wait)
            wait = min(wait * 2, _LONGEST_WAIT_SECONDS)
        return await act()


def never_reached(error: NetworkError) -> bool:
    """Whether Telegram certainly did not get it. BadRequest is a NetworkError, and got there."""
    return isinstance(error.__cause__, _NEVER_REACHED)


def retry_after_seconds(error: RetryAfter) -> float:
    """What Telegram asks for, in seconds, whichever type the library gives it in."""
    asked = error.retry_after
    return asked.total_seconds() if isinstance(asked, timedelta) else float(asked)
