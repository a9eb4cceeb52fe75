"""Who is on the team goes first: strangers by the thousand cost one look into a set each.

A stranger gets no answer to anything. Only an invitation needs a look into the store, and those
that strangers bring wait in one line.
"""

import asyncio
from collections.abc import Callable
from time import monotonic

from telegram import Update

from hotline.store.database import Database
from hotline.store.organizers import list_accounts

_FRESH_SECONDS = 5.0
# A flood of strangers reads the team once a second at most.
_PAUSE_SECONDS = 1.0


class Strangers:
    """Knows who is on the team, for a few seconds."""

    def __init__(self, database: Database, *, clock: Callable[[], float] = monotonic) -> None:
        self._database = database
        self._clock = clock
        self._team: frozenset[int] = frozenset()
        self._read_at: float | None = None
        self._reading = asyncio.Lock()
        self.line = asyncio.Semaphore(1)

    async def is_one(self, update: Update) -> bool:
        """Whether a stranger wrote or tapped this. False for what Telegram itself tells us."""
        message = update.message or update.edited_message
        is_said = update.callback_query is not None or message is not None
        if not is_said or (message is not None and message.migrate_to_chat_id is not None):
            return False
        user = update.effective_user
        if user is None:
            return True
        if user.id in self._team and self._age() < _FRESH_SECONDS:
            return False
        await self._read()
        return user.id not in self._team

    def forget(self) -> None:
        """Somebody may have come in: the team is read again at the next look."""
        self._read_at = None

    async def _read(self) -> None:
        async with self._reading:
            if self._age() < _PAUSE_SECONDS:
                return
            self._team = await asyncio.to_thread(self._accounts)
            self._read_at = self._clock()

    def _accounts(self) -> frozenset[int]:
        with self._database.transaction() as connection:
            return list_accounts(connection, self._database.vault)

    def _age(self) -> float:
        return float("inf") if self._read_at is None else self._clock() - self._read_at


def brings_invitation(update: Update) -> bool:
    """Whether this may be an invitation: all that a stranger can say to us."""
    message = update.message
    return message is not None and (message.text or "").startswith("/start ")
