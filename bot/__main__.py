"""The bot process: `python -m bot`. One polls, however many run."""

import asyncio
import logging
import os
import signal
import sys
import time

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken, TelegramError

from bot.application import Counter, add_handlers, build_application
from bot.courier import Courier
from bot.desk import Desk
from bot.notices import NoticeDelivery
from bot.pace import Pace
from bot.poller import Poller
from hotline.domain.settings import HotlineSettings
from hotline.store.locks import BOT, SoleLock
from hotline.store.settings import read_settings
from hotline.usecases.beat_heart import beat_heart
from hotline.usecases.set_up import set_up
from hotline.wiring import Hotline, utc_now, wire_from_environment

log = logging.getLogger(__name__)

_BEAT_SECONDS = 8.0
_WAIT_SECONDS = 2.0


def main() -> None:
    """Poll and deliver until told to stop. Exits with 2 if Telegram refuses the token."""
    # The library's coming type for waits, without its warning at each of them.
    os.environ.setdefault("PTB_TIMEDELTA", "1")
    hotline = wire_from_environment("bot")
    try:
        asyncio.run(_run(hotline))
    except InvalidToken:
        print("bot: Telegram refuses TELEGRAM_BOT_TOKEN: ask BotFather for it.", file=sys.stderr)
        raise SystemExit(2) from None


async def _run(hotline: Hotline) -> None:
    stopping = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    lock = SoleLock(hotline.database.engine, BOT)
    stopped = asyncio.create_task(stopping.wait())
    try:
        await _unless(stopped, _wait_for_turn(hotline, lock))
        if not stopping.is_set():
            await _serve(hotline, lock, stopped)
    finally:
        await asyncio.to_thread(lock.release)


async def _wait_for_turn(hotline: Hotline, lock: SoleLock) -> None:
    """Until the store is there and no other bot polls: during a deploy two overlap."""
    told = False
    while True:
        try:
            await asyncio.to_thread(_set_up, hotline)
            if await asyncio.to_thread(lock.hold):
                return
            reason = "another bot polls"
        except SQLAlchemyError:
            reason = "the database is away or not migrated"
        if not told:
            log.info("waiting: %s", reason)
            told = True
        await asyncio.sleep(_WAIT_SECONDS)


def _set_up(hotline: Hotline) -> None:
    settings = hotline.settings
    owners = settings.owner_telegram_ids
    set_up(settings.first, owners, database=hotline.database, now=utc_now())


def _read_settings(hotline: Hotline) -> HotlineSettings:
    with hotline.database.transaction() as connection:
        return read_settings(connection)


async def _serve(hotline: Hotline, lock: SoleLock, stopped: "asyncio.Task[bool]") -> None:
    application = build_application(hotline.settings)
    courier = Courier(application.bot, Pace())
    current = await asyncio.to_thread(_read_settings, hotline)
    desk = Desk(hotline.database, courier, utc_now, current.language, current.timezone)
    add_handlers(application, desk)
    await _unless(stopped, _initialize(application))
    if stopped.done():
        return
    poller = Poller(application.bot, Counter(application, desk).handle, on_poll=Heart(hotline).beat)
    delivery = NoticeDelivery(hotline.database, courier, clock=utc_now, language=current.language)
    log.info("polling")
    notices = asyncio.create_task(delivery.run())
    try:
        await _unless(stopped, _poll(poller, lock), notices)
        await poller.finish()
    finally:
        notices.cancel()
        await application.shutdown()


async def _initialize(application: object) -> None:
    """The library's start asks Telegram who we are: until it answers, we wait."""
    wait = 1.0
    while True:
        try:
            await application.initialize()  # type: ignore[attr-defined]
            return
        except InvalidToken:
            raise
        except TelegramError as error:
            log.warning("Telegram is away (%s): trying again", type(error).__name__)
        await asyncio.sleep(wait)
        wait = min(wait * 2, 30.0)


async def _poll(poller: Poller, lock: SoleLock) -> None:
    while True:
        try:
            is_ours = await asyncio.to_thread(lock.hold)
        except SQLAlchemyError:
            is_ours = False
        if is_ours:
            await poller.poll_once()
        else:
            # Without the database nothing can be done anyhow; updates wait at Telegram.
            await asyncio.sleep(_WAIT_SECONDS)


class Heart:
    """Beats after polls that Telegram answered, and not more often than needed."""

    def __init__(self, hotline: Hotline) -> None:
        self._hotline = hotline
        self._beaten_at = 0.0

    async def beat(self) -> None:
        """Note that the bot works."""
        if time.monotonic() - self._beaten_at < _BEAT_SECONDS:
            return
        try:
            await asyncio.to_thread(
                beat_heart, "bot", database=self._hotline.database, now=utc_now()
            )
            self._beaten_at = time.monotonic()
        except SQLAlchemyError:
            log.warning("PostgreSQL is away: no heartbeat")


async def _unless(stopped: "asyncio.Task[bool]", *others: object) -> None:
    """Wait for the first to end. Exceptions are raised; a stop cancels what is under way."""
    tasks = [asyncio.ensure_future(other) for other in others]  # type: ignore[call-overload]
    done, _ = await asyncio.wait([stopped, *tasks], return_when=asyncio.FIRST_COMPLETED)
    for task in tasks:
        if task in done:
            task.result()
        else:
            task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


if __name__ == "__main__":
    main()
