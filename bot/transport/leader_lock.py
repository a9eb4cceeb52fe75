"""Whose turn it is: of several bots one polls and delivers, the one that holds the lock."""

import asyncio

from sqlalchemy.exc import SQLAlchemyError

from hotline.store.database import Database
from hotline.store.locks import BOT, SoleLock


class LeaderLock:
    """The lock, and what was last known of it."""

    def __init__(self, database: Database) -> None:
        self._lock = SoleLock(database.engine, BOT)
        self.is_ours = False

    async def take(self) -> bool:
        """Whether it is ours now, taking it if it is free; False while PostgreSQL is away."""
        try:
            self.is_ours = await asyncio.to_thread(self._lock.hold)
        except SQLAlchemyError:
            self.is_ours = False
        return self.is_ours

    async def give_back(self) -> None:
        """Let the next bot in."""
        self.is_ours = False
        await asyncio.to_thread(self._lock.release)
