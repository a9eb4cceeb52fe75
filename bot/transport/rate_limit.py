"""How fast we may send to Telegram: about one message a second to a chat, 25 a second in all.

Telegram's FAQ asks for that, and python-telegram-bot's limiter does not pace private chats.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable

_CHAT_GAP_SECONDS = 1.05
_OVERALL_GAP_SECONDS = 0.04


class RateLimit:
    """Paces messages. Answers to people do not wait, but they delay notices."""

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """
        Args:
            clock: seconds that never go back.
        """
        self._clock = clock
        self._sleep = sleep
        self._next_turn: dict[int, float] = {}
        self._next_overall = 0.0

    async def turn(self, chat_id: int) -> None:
        """Wait until this chat may get a message that it did not ask for."""
        while (wait := self._wait(chat_id)) > 0:
            await self._sleep(wait)
        self.note(chat_id)

    def note(self, chat_id: int) -> None:
        """Count a message that goes to this chat now."""
        now = self._clock()
        self._next_turn[chat_id] = max(self._next_turn.get(chat_id, 0), now + _CHAT_GAP_SECONDS)
        self._next_overall = now + _OVERALL_GAP_SECONDS

    def hold(self, chat_id: int, seconds: float) -> None:
        """Send nothing to this chat for so long: Telegram asked for it."""
        self._next_turn[chat_id] = self._clock() + seconds

    def _wait(self, chat_id: int) -> float:
        due = max(self._next_turn.get(chat_id, 0), self._next_overall)
        return due - self._clock()
