"""Shows what check-ups found, each in the message that asked for it.

**On a crash** between showing and noting it, the same is shown again, which changes nothing. While
Telegram is away, it is tried again.
"""

import asyncio
import logging

from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.deliveries.delivery import Delivery
from bot.screens.doctor import checkup_screen
from bot.screens.screen import Screen
from bot.transport.messenger import retry_after_seconds
from hotline.domain.people import Organizer
from hotline.usecases.checkups.find_finished_checkups import (
    FinishedCheckup,
    find_finished_checkups,
    note_shown,
)
from hotline.words import Words

log = logging.getLogger(__name__)

_AGAIN_SECONDS = 5.0


class CheckupDelivery(Delivery):
    """Looks for check-ups that are finished or overdue, and shows them."""

    look_seconds = 0.5

    async def deliver(self) -> None:
        """Look once, and show each check-up that is found."""
        self._outage_wait = 0.0
        found = await asyncio.to_thread(
            find_finished_checkups, database=self._database, clock=self._clock
        )
        await self.each(found, self._show_and_note)

    async def _show_and_note(self, one: FinishedCheckup) -> None:
        if await self._show(one):
            await asyncio.to_thread(
                note_shown, one.checkup, database=self._database, now=self._clock()
            )

    async def _show(self, one: FinishedCheckup) -> bool:
        """Show one check-up. False: try again later."""
        if one.to is None:
            return True
        try:
            screen = self._put_in_words(one, one.to)
        except (KeyError, ValueError, TypeError, AttributeError):
            # Perhaps written by a newer program. The people behind it must get their answer.
            log.exception("check-up %d cannot be put in words", one.checkup.id)
            screen = Screen(Words(one.to.language or self._hotline_language.code)("refusal.bug"))
        return await self._deliver(one, one.to.telegram_id, screen)

    def _put_in_words(self, one: FinishedCheckup, to: Organizer) -> Screen:
        words = Words(to.language or self._hotline_language.code, timezone=one.timezone)
        return checkup_screen(one.findings, to, words, now=self._clock())

    async def _deliver(self, one: FinishedCheckup, chat_id: int, screen: Screen) -> bool:
        try:
            await self._messenger.replace_once(
                chat_id, one.checkup.message_id, screen, has_picture=False
            )
        except InvalidToken:
            raise
        except RetryAfter as error:
            self._outage_wait = retry_after_seconds(error)
            return False
        except NetworkError as error:
            # Telegram understood and refused it: the next try would end the same.
            self._outage_wait = 0.0 if isinstance(error, BadRequest) else _AGAIN_SECONDS
            return isinstance(error, BadRequest)
        except TelegramError:
            return True
        return True
