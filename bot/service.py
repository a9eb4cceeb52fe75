"""Runs the bot: waits for the leader lock, polls, delivers, and stops in order.

**On a crash** updates that were not handled come again, the leader lock frees itself, and the next
bot goes on.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from datetime import datetime
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError
from telegram.ext import Application

from bot.application import UpdateIntake, add_handlers, build_application
from bot.deliveries.cards import CardDelivery
from bot.deliveries.checkups import CheckupDelivery
from bot.deliveries.deletions import DeletionDelivery
from bot.deliveries.notices import NoticeDelivery
from bot.deliveries.part_watch import PartWatch
from bot.request import BotContext, HotlineLanguage
from bot.transport.command_menu import CommandMenu
from bot.transport.heartbeat import Heartbeat
from bot.transport.leader_lock import LeaderLock
from bot.transport.messenger import Messenger
from bot.transport.poller import Poller
from bot.transport.rate_limit import RateLimit
from hotline.domain.settings import HotlineSettings
from hotline.store.settings import read_settings
from hotline.usecases.setup.set_up import set_up
from hotline.wiring import Hotline, utc_now

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]

_WAIT_SECONDS = 2.0
_LONGEST_WAIT_SECONDS = 30.0


async def serve(hotline: Hotline, stopping: asyncio.Event, *, clock: Clock = utc_now) -> None:
    """Work until `stopping` is set. Raises InvalidToken if Telegram refuses the token."""
    stopped = asyncio.create_task(stopping.wait())
    leader_lock = LeaderLock(hotline.database)
    try:
        await _until(stopped, _wait_for_lock(hotline, leader_lock))
        if not stopping.is_set():
            await _work(hotline, leader_lock, stopped, clock)
    finally:
        stopped.cancel()
        await leader_lock.give_back()


async def _wait_for_lock(hotline: Hotline, leader_lock: LeaderLock) -> None:
    """Wait until the store is there and no other bot polls: during a deploy two overlap."""
    told = ""
    while True:
        try:
            await asyncio.to_thread(_set_up, hotline)
            if await leader_lock.take():
                return
            reason = "another bot polls"
        except SQLAlchemyError:
            reason = "the database is away or not migrated"
        if reason != told:
            log.info("waiting: %s", reason)
            told = reason
        await asyncio.sleep(_WAIT_SECONDS)


def _set_up(hotline: Hotline) -> None:
    settings = hotline.settings
    owners = settings.owner_telegram_ids
    set_up(settings.first, owners, database=hotline.database, now=utc_now())


async def _work(
    hotline: Hotline, leader_lock: LeaderLock, stopped: "asyncio.Task[Any]", clock: Clock
) -> None:
    application = build_application(hotline.settings)
    await _until(stopped, _initialize(application))
    try:
        if not stopped.done():
            await _poll_beside_notices(hotline, leader_lock, stopped, application, clock)
    finally:
        await application.shutdown()


async def _poll_beside_notices(
    hotline: Hotline,
    leader_lock: LeaderLock,
    stopped: "asyncio.Task[Any]",
    application: Application,
    clock: Clock,
) -> None:
    messenger = Messenger(application.bot, RateLimit())
    current = await asyncio.to_thread(_read_settings, hotline)
    lines = hotline.settings.twilio_numbers
    hotline_language = HotlineLanguage(current.language)
    context = BotContext(
        hotline.database,
        messenger,
        clock,
        hotline_language,
        current.timezone,
        lines,
        CommandMenu(application.bot),
        application.bot.username,
        hotline.settings.twilio_reply_from,
    )
    add_handlers(application, context)
    intake = UpdateIntake(application, context)
    poller = Poller(application.bot, intake.handle, on_poll=Heartbeat(hotline.database).beat)
    delivery = NoticeDelivery(
        hotline.database, messenger, leader_lock, clock=clock, hotline_language=hotline_language
    )
    cards = CardDelivery(
        hotline.database, messenger, leader_lock, clock=clock, hotline_language=hotline_language
    )
    vanishing = DeletionDelivery(
        hotline.database, messenger, leader_lock, clock=clock, hotline_language=hotline_language
    )
    checkups = CheckupDelivery(
        hotline.database, messenger, leader_lock, clock=clock, hotline_language=hotline_language
    )
    parts = PartWatch(
        hotline.database, messenger, leader_lock, clock=clock, hotline_language=hotline_language
    )
    log.info("polling")
    deliveries = (delivery.run(), cards.run(), vanishing.run(), checkups.run(), parts.run())
    await _until(stopped, _poll(poller, leader_lock), *deliveries)
    await poller.finish()
    await messenger.finish()


def _read_settings(hotline: Hotline) -> HotlineSettings:
    with hotline.database.transaction() as connection:
        return read_settings(connection)


async def _initialize(application: Application) -> None:
    """The library's start asks Telegram who we are: try until Telegram answers."""
    wait = 1.0
    while True:
        try:
            await application.initialize()
            return
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram is away (%s): trying again", type(error).__name__)
        await asyncio.sleep(wait)
        wait = min(wait * 2, _LONGEST_WAIT_SECONDS)


async def _poll(poller: Poller, leader_lock: LeaderLock) -> None:
    while True:
        if await leader_lock.take():
            await poller.poll_once()
        else:
            # Without the database nothing can be done; updates wait at Telegram.
            await asyncio.sleep(_WAIT_SECONDS)


async def _until(stopped: "asyncio.Task[Any]", *others: Coroutine[Any, Any, None]) -> None:
    """Run `others` until one of them ends or the stop comes, then cancel the rest.

    An exception of one of them is raised.
    """
    tasks = [asyncio.create_task(other) for other in others]
    await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if not task.done():
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    for task in tasks:
        if not task.cancelled():
            task.result()
