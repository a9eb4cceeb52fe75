"""Deletes messages whose time is up: a revealed number is visible for a minute.

**On a crash** half way, a message that is already gone is noted at the next look. While Telegram is
away, the deletion is tried again.
"""

import asyncio
from datetime import timedelta

from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from bot.deliveries.delivery import Delivery
from hotline.usecases.senders.find_expiring_messages import (
    VanishingMessage,
    find_expiring_messages,
    note_vanished,
    try_later,
)

_AGAIN = timedelta(seconds=10)


class DeletionDelivery(Delivery):
    """Looks for messages whose time is up, and deletes them."""

    look_seconds = 1.0

    async def deliver(self) -> None:
        """Look once, and delete what is due."""
        self._outage_wait = 0.0
        now = self._clock()
        found = await asyncio.to_thread(find_expiring_messages, database=self._database, now=now)
        await self.each(found, self._take_back)

    async def _take_back(self, one: VanishingMessage) -> None:
        try:
            await self._messenger.delete_once(one.chat_id, one.message.message_id)
        except InvalidToken:
            raise
        except (BadRequest, Forbidden):
            # Already gone, or permanently out of our reach.
            await asyncio.to_thread(note_vanished, one.message, database=self._database)
        except TelegramError:
            now = self._clock()
            await asyncio.to_thread(
                try_later, one.message, wait=_AGAIN, database=self._database, now=now
            )
        else:
            await asyncio.to_thread(note_vanished, one.message, database=self._database)
