"""Shows what check-ups found, each in the message that asked for it.

Dies between showing and noting it: the same is shown again, which changes nothing. Telegram away:
tried again.
"""

import asyncio

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.courier import retry_after_seconds
from bot.delivery import Delivery
from bot.screens.doctor import doctor_screen
from hotline.domain.people import Organizer
from hotline.usecases.find_finished_checkups import (
    FinishedCheckup,
    find_finished_checkups,
    note_shown,
)
from hotline.words import Words

_AGAIN_SECONDS = 5.0


class CheckupDelivery(Delivery):
    """Looks for check-ups that are finished, or overdue."""

    look_seconds = 0.5

    async def deliver(self) -> None:
        """One look."""
        self._outage_wait = 0.0
        found = await asyncio.to_thread(
            find_finished_checkups, database=self._database, clock=self._clock
        )
        for one in found:
            if one.to is None or await self._show(one, one.to):
                await asyncio.to_thread(
                    note_shown, one.checkup, database=self._database, now=self._clock()
                )

    async def _show(self, one: FinishedCheckup, to: Organizer) -> bool:
        """False: once more, later."""
        words = Words(to.language or self._own.language, timezone=one.timezone)
        screen = doctor_screen(one.findings, to, words, now=self._clock())
        try:
            await self._courier.replace_once(
                to.telegram_id, one.checkup.message_id, screen, has_picture=False
            )
        except InvalidToken:
            raise
        except RetryAfter as error:
            self._outage_wait = retry_after_seconds(error)
            return False
        except NetworkError as error:
            # What Telegram has understood and refused will not be otherwise next time.
            self._outage_wait = 0.0 if isinstance(error, BadRequest) else _AGAIN_SECONDS
            return isinstance(error, BadRequest)
        except TelegramError:
            return True
        return True
