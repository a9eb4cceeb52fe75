"""Asks Telegram for updates, and confirms them only once they are handled.

The library's own updater confirms updates before it handles them, so that a kill loses taps, and
hangs for ever on one that it cannot read. Here an update is confirmed by the poll after its
handling; one that comes again, because the bot died in between, is recognised by its mark.
"""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from bot.courier import retry_after_seconds

log = logging.getLogger(__name__)

_LONG_POLL_SECONDS = 10
# A poll that neither answers nor fails: the connection is stuck.
_STUCK_AFTER_SECONDS = 25
# A handler may wait for Telegram (429). It goes on, and the others' taps are not kept waiting.
_HANDLERS_GET_SECONDS = 2.0
_LONGEST_WAIT = 30.0
_ALLOWED = ["message", "callback_query"]

# The library advises its own method, which reads all updates of a batch or none.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")


class Poller:
    """Polls with `bot`; hands each update to `handle`. If that raises, the update comes again."""

    def __init__(
        self,
        bot: Bot,
        handle: Callable[[Update], Awaitable[None]],
        *,
        on_poll: Callable[[], Awaitable[None]],
    ) -> None:
        self._bot = bot
        self._handle = handle
        self._on_poll = on_poll
        self._offset: int | None = None
        self._wait = 0.0
        self._going_on: set[asyncio.Task[None]] = set()

    async def poll_once(self) -> None:
        """One long poll and its updates. Failures are waited out, except a refused token."""
        try:
            raw_updates = await asyncio.wait_for(self._get_updates(), _STUCK_AFTER_SECONDS)
        except InvalidToken:
            raise
        except RetryAfter as error:
            await asyncio.sleep(retry_after_seconds(error))
        except (TelegramError, TimeoutError) as error:
            await self._back_off(error)
        else:
            if self._wait:
                log.info("Telegram answers again")
            self._wait = 0.0
            await self._on_poll()
            await self._handle_batch(raw_updates)

    async def finish(self) -> None:
        """Let handlers under way finish, and confirm what was handled."""
        if self._going_on:
            await asyncio.wait(self._going_on, timeout=10)
        if self._offset is not None:
            try:
                await self._get_updates(timeout=0, limit=1)
            except TelegramError:
                log.info("the last updates are not confirmed: their marks will tell")

    async def _get_updates(self, timeout: int = _LONG_POLL_SECONDS, limit: int = 100) -> list[Any]:
        # Raw, so that one update that the library cannot read does not hide the others.
        found = await self._bot.do_api_request(
            "getUpdates",
            api_kwargs={
                "offset": self._offset,
                "timeout": timeout,
                "limit": limit,
                "allowed_updates": _ALLOWED,
            },
            read_timeout=timeout + 5,
        )
        return found if isinstance(found, list) else []

    async def _handle_batch(self, raw_updates: list[Any]) -> None:
        tasks: dict[asyncio.Task[None], int] = {}
        for raw in raw_updates:
            self._offset = raw["update_id"] + 1
            update = self._read(raw)
            if update is not None:
                tasks[asyncio.create_task(self._run(update))] = update.update_id
        if not tasks:
            return
        self._going_on |= tasks.keys()
        done, _ = await asyncio.wait(tasks, timeout=_HANDLERS_GET_SECONDS)
        failed = [tasks[task] for task in done if task.exception() is not None]
        if failed:
            # Not confirmed: they come again, and what was handled beside them has its mark.
            self._offset = min(failed)
            await asyncio.sleep(1.0)

    async def _run(self, update: Update) -> None:
        try:
            await self._handle(update)
        except Exception as error:
            log.warning("update %d waits: %s", update.update_id, type(error).__name__)
            raise
        finally:
            task = asyncio.current_task()
            if task is not None:
                self._going_on.discard(task)

    def _read(self, raw: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(raw, self._bot)
        except (TypeError, KeyError, ValueError, AttributeError) as error:
            name = type(error).__name__
            log.warning("update %s cannot be read: %s", raw["update_id"], name)
            return None

    async def _back_off(self, error: Exception) -> None:
        if not self._wait:
            what = "another bot polls" if isinstance(error, Conflict) else "Telegram is away"
            log.warning("%s (%s): trying again", what, type(error).__name__)
        self._wait = min(max(1.0, self._wait * 2), _LONGEST_WAIT)
        await asyncio.sleep(self._wait)
