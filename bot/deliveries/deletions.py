"""Takes messages back whose time has come: a number that was revealed is seen for a minute.

Dies half way: what is gone already is noted at the next look. Telegram away: tried again.
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
    """Looks for messages whose time has come."""

    look_seconds = 1.0

    async def deliver(self) -> None:
        """One look."""
        self._outage_wait = 0.0
        now = self._clock()
        for one in await asyncio.to_thread(
            find_expiring_messages, database=self._database, now=now
        ):
            await self._take_back(one)

    async def _take_back(self, one: VanishingMessage) -> None:
        try:
            await self._messenger.delete_once(one.chat_id, one.message.message_id)
        except InvalidToken:
            raise
        except (BadRequest, Forbidden):
            # Gone already, or out of our reach for good.
            await asyncio.to_thread(note_vanished, one.message, database=self._database)
        except TelegramError:
            now = self._clock()
            await asyncio.to_thread(
                try_later, one.message, wait=_AGAIN, database=self._database, now=now
            )
        else:
            await asyncio.to_thread(note_vanished, one.message, database=self._database)
