"""Asks Telegram for updates, and confirms them only once they are handled.

The library's own updater confirms updates before it handles them, so that a kill loses taps; and it
hangs for ever on an update that it cannot read. Here the poll after the handling confirms an
update. **On a crash** in between, the update comes again, and its mark shows that it was handled.
"""

import asyncio
import logging
import warnings
from collections.abc import Awaitable, Callable
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, Update
from telegram.error import (
    Conflict,
    EndPointNotFound,
    InvalidToken,
    RetryAfter,
    TelegramError,
)

from bot.transport.messenger import retry_after_seconds

log = logging.getLogger(__name__)

_LONG_POLL_SECONDS = 10
# A poll that neither answers nor fails: the connection is stuck.
_STUCK_AFTER_SECONDS = 25
# A slower handler goes on beside the next polls, so that other people's taps do not wait.
_HANDLERS_GET_SECONDS = 2.0
# While the oldest update is still being handled, Telegram returns it at once: pause.
_NOTHING_NEW_SECONDS = 0.5
_LONGEST_WAIT = 30.0
_ALLOWED = ["message", "edited_message", "callback_query", "my_chat_member"]

# The library recommends its own method, which reads all updates of a batch or none.
warnings.filterwarnings("ignore", message="Please use 'Bot.getUpdates'")

# For an update that fails for an unknown reason; and for one that the store does not take, about
# one try a second: a release that is slow to migrate must not lose a tap.
_TRIES, _TRIES_OF_STORE = 3, 1200


class NotHandledError(Exception):
    """The store was away before anybody could be recognised: the update must come again."""


class Poller:
    """Polls with `bot`; passes each update to `handle`. If that raises, the update comes again."""

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
        self._open: dict[int, asyncio.Task[None]] = {}
        self._failed: set[int] = set()
        self._done: set[int] = set()
        self._tries: dict[int, int] = {}
        # The ids of the last answer that had any, in Telegram's order.
        self._last: list[int] = []
        self._wait = 0.0

    async def poll_once(self) -> None:
        """One long poll and its updates. Failures are waited out, except a refused token."""
        try:
            raw_updates = await asyncio.wait_for(self._get_updates(), _STUCK_AFTER_SECONDS)
        except EndPointNotFound:
            # The library's error for a token that was revoked.
            raise InvalidToken from None
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
        """Let the running handlers finish, and confirm what was handled."""
        if self._open:
            await asyncio.wait(self._open.values(), timeout=10)
        if self._offset is not None:
            try:
                await self._get_updates(timeout=0, limit=1)
            except TelegramError:
                log.info("the last updates are not confirmed: their marks will tell")

    @property
    def _offset(self) -> int | None:
        """The update to ask for next. Asking for it confirms all that came before it.

        It follows the last answer alone: after a week without updates Telegram numbers them afresh,
        at random (core.telegram.org/bots/api, `Update`), so the next ids may be smaller.
        """
        for update_id in self._last:
            if update_id not in self._done:
                return update_id
        return self._last[-1] + 1 if self._last else None

    async def _get_updates(self, timeout: int = _LONG_POLL_SECONDS, limit: int = 100) -> list[Any]:
        # Raw: one update that the library cannot read must not hide the others.
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
        if raw_updates:
            self._last = [raw["update_id"] for raw in raw_updates]
        known = self._open.keys() | self._done
        fresh = [raw for raw in raw_updates if raw["update_id"] not in known]
        started = [self._start(raw) for raw in fresh]
        if started:
            await asyncio.wait(started, timeout=_HANDLERS_GET_SECONDS)
        elif raw_updates:
            await asyncio.sleep(_NOTHING_NEW_SECONDS)
        if self._failed:
            await asyncio.sleep(1.0)
        self._forget_confirmed()

    def _start(self, raw: dict[str, Any]) -> "asyncio.Task[None]":
        update_id = raw["update_id"]
        self._failed.discard(update_id)
        self._open[update_id] = asyncio.create_task(self._run(update_id, self._read(raw)))
        return self._open[update_id]

    async def _run(self, update_id: int, update: Update | None) -> None:
        try:
            if update is not None:
                await self._handle(update)
        except Exception as error:  # noqa: BLE001  (whatever it is, the others must go on)
            self._cope_with(update_id, error)
        else:
            self._done.add(update_id)
        finally:
            del self._open[update_id]

    def _cope_with(self, update_id: int, error: Exception) -> None:
        tries = self._tries[update_id] = self._tries.get(update_id, 0) + 1
        is_store = isinstance(error, NotHandledError | SQLAlchemyError)
        if tries < (_TRIES_OF_STORE if is_store else _TRIES):
            log.warning("update %d waits: %s", update_id, type(error).__name__)
            self._failed.add(update_id)
            return
        # Give up: it would fail for ever, and later updates would never be confirmed.
        log.error("update %d is left", update_id, exc_info=error)
        self._done.add(update_id)

    def _forget_confirmed(self) -> None:
        kept = {*self._last, *self._open}
        self._done &= kept
        self._failed &= kept
        self._tries = {one: tries for one, tries in self._tries.items() if one in kept}

    def _read(self, raw: dict[str, Any]) -> Update | None:
        try:
            return Update.de_json(raw, self._bot)
        except Exception as error:  # noqa: BLE001  (whatever its shape breaks in the library)
            name = type(error).__name__
            log.warning("update %s cannot be read: %s", raw["update_id"], name)
            return None

    async def _back_off(self, error: Exception) -> None:
        if not self._wait:
            what = "another bot polls" if isinstance(error, Conflict) else "Telegram is away"
            log.warning("%s (%s): trying again", what, type(error).__name__)
        self._wait = min(max(1.0, self._wait * 2), _LONGEST_WAIT)
        await asyncio.sleep(self._wait)
