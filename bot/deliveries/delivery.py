"""The loop that all deliveries share: look, deliver, wait, while this bot has the leader lock."""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import TypeVar

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import InvalidToken

from bot.request import HotlineLanguage
from bot.transport.leader_lock import LeaderLock
from bot.transport.messenger import Messenger
from hotline.store.database import Database

log = logging.getLogger(__name__)
_P = TypeVar("_P")

_AFTER_FAILURE_SECONDS = 5.0


class Delivery(ABC):
    """Delivers what waits, one after the other."""

    look_seconds: float

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        leader_lock: LeaderLock,
        *,
        clock: Callable[[], datetime],
        hotline_language: HotlineLanguage,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._leader_lock = leader_lock
        self._clock = clock
        self._hotline_language = hotline_language
        self._outage_wait = 0.0

    async def run(self) -> None:
        """Deliver until cancelled, but only while this bot holds the leader lock.

        Raises InvalidToken if Telegram refuses the token. Every other failure is waited out.
        """
        while True:
            await asyncio.sleep(max(self.look_seconds, self._outage_wait))
            if not self._leader_lock.is_ours:
                continue
            try:
                await self.deliver()
            except InvalidToken:
                raise
            except Exception as error:
                bug = None if isinstance(error, SQLAlchemyError) else error
                name = type(self).__name__
                log.warning("%s waits: %s", name, type(error).__name__, exc_info=bug)
                self._outage_wait = _AFTER_FAILURE_SECONDS

    async def each(self, parts: Iterable[_P], do: Callable[[_P], Awaitable[object]]) -> None:
        """Deliver every part. One that cannot be delivered does not keep the next ones waiting.

        Raises InvalidToken, and SQLAlchemyError: then none can be delivered.
        """
        for part in parts:
            try:
                await do(part)
            except (InvalidToken, SQLAlchemyError):
                raise
            except Exception:
                log.exception("%s: one cannot be delivered", type(self).__name__)

    @abstractmethod
    async def deliver(self) -> None:
        """Look once, and deliver what is due."""
