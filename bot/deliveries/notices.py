"""Delivers notices: at least once, in order for each organizer, and paced.

**On a crash** between sending and noting it, that one notice is sent again. While Telegram is away,
a notice is tried again after a wait that grows to a minute. Everything that waits stays in the
store.
"""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.deliveries.delivery import Delivery
from bot.pictures.stats import picture_of
from bot.screens.notices import notice_screen
from bot.screens.screen import Screen, offered_to
from bot.transport.messenger import is_ambiguous, is_gone, retry_after_seconds
from hotline.usecases.reports.find_waiting_notices import WaitingNotice, find_waiting_notices
from hotline.usecases.reports.record_notice_delivery import (
    give_up_notice,
    give_up_on_organizer,
    put_off_notice,
    record_notice_delivery,
)
from hotline.usecases.reports.show_stats import Period, show_stats
from hotline.usecases.reports.tell_digest import WEEKLY
from hotline.words import Words

log = logging.getLogger(__name__)

# Give up after so many tries that may each have arrived: nobody should get it many times.
_AMBIGUOUS_TRIES = 3
_LONGEST_OUTAGE_WAIT = 60.0
_AFTER_BUG = timedelta(minutes=5)


class NoticeDelivery(Delivery):
    """Looks for waiting notices, and delivers them one after the other."""

    look_seconds = 0.5

    async def deliver(self) -> None:
        """Look once: deliver each organizer's oldest waiting notice."""
        waiting = await asyncio.to_thread(
            find_waiting_notices, database=self._database, now=self._clock()
        )
        if not waiting:
            self._outage_wait = 0.0
        for notice in waiting:
            await self._messenger.pace.turn(notice.to.telegram_id)
            try:
                is_there = await _to_its_end(self._deliver(notice))
            except (InvalidToken, SQLAlchemyError):
                raise
            except Exception:
                # The notices of the others must go on.
                log.exception("notice %d cannot be delivered", notice.id)
                await self._put_off(notice, _AFTER_BUG)
                continue
            if not is_there:
                return

    async def _deliver(self, notice: WaitingNotice) -> bool:
        """False if Telegram is away: then the other notices need not be tried."""
        try:
            screen = self._put_in_words(notice)
        except (KeyError, ValueError, TypeError, AttributeError, IndexError):
            # Perhaps written by a newer program. The notices behind it must go on.
            log.exception("notice %d cannot be put in words", notice.id)
            await self._give_up(notice)
            return True
        if notice.kind == WEEKLY.name:
            screen = replace(screen, picture=await self._picture(notice))
        try:
            message_id = await self._messenger.send_once(
                notice.to.telegram_id, screen, is_loud=notice.is_loud
            )
        except InvalidToken:
            raise
        except TelegramError as error:
            return await self._cope(notice, error)
        self._outage_wait = 0.0
        await asyncio.to_thread(
            record_notice_delivery,
            notice,
            message_id=message_id,
            database=self._database,
            now=self._clock(),
        )
        return True

    def _put_in_words(self, notice: WaitingNotice) -> Screen:
        words = Words(
            notice.to.language or self._hotline_language.code, timezone=notice.names.timezone
        )
        screen = notice_screen(notice.kind, notice.kept, notice.names, words, now=self._clock())
        return offered_to(screen, notice.to.role)

    async def _picture(self, notice: WaitingNotice) -> bytes | None:
        stats = await asyncio.to_thread(
            show_stats, Period.WEEK, database=self._database, now=self._clock()
        )
        return await picture_of(stats, Words(notice.to.language or self._hotline_language.code))

    async def _cope(self, notice: WaitingNotice, error: TelegramError) -> bool:
        if isinstance(error, RetryAfter):
            seconds = retry_after_seconds(error)
            self._messenger.pace.hold(notice.to.telegram_id, seconds)
            await self._put_off(notice, timedelta(seconds=seconds))
        elif isinstance(error, Forbidden) or is_gone(error):
            await asyncio.to_thread(
                give_up_on_organizer, notice, database=self._database, now=self._clock()
            )
        elif isinstance(error, BadRequest | ChatMigrated):
            log.error("notice %d cannot be delivered: %s", notice.id, type(error).__name__)
            await self._give_up(notice)
        elif isinstance(error, NetworkError):
            return await self._cope_with_outage(notice, error)
        else:
            await self._put_off(notice, timedelta(minutes=1))
        return True

    async def _cope_with_outage(self, notice: WaitingNotice, error: NetworkError) -> bool:
        if is_ambiguous(error) and notice.tries >= _AMBIGUOUS_TRIES:
            log.warning("notice %d was sent %d times without an answer", notice.id, notice.tries)
            await self._give_up(notice)
            return True
        await self._wait_out(notice)
        return False

    async def _wait_out(self, notice: WaitingNotice) -> None:
        if not self._outage_wait:
            log.warning("Telegram is away: notices wait")
        self._outage_wait = min(max(2.0, self._outage_wait * 2), _LONGEST_OUTAGE_WAIT)
        wait = timedelta(seconds=self._outage_wait)
        await self._put_off(notice, wait)

    async def _give_up(self, notice: WaitingNotice) -> None:
        now = self._clock()
        await asyncio.to_thread(give_up_notice, notice, database=self._database, now=now)

    async def _put_off(self, notice: WaitingNotice, wait: timedelta) -> None:
        now = self._clock()
        await asyncio.to_thread(put_off_notice, notice, wait=wait, database=self._database, now=now)


async def _to_its_end(delivery: Coroutine[Any, Any, bool]) -> bool:
    """Finish even when stopped: a cut between sending and noting would send the notice twice."""
    task = asyncio.ensure_future(delivery)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task], timeout=10)
        raise
