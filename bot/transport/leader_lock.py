"""The leader lock: of several bots, the one that holds it polls and delivers."""

import asyncio

from sqlalchemy.exc import SQLAlchemyError

from hotline.store.database import Database
from hotline.store.locks import BOT, SoleLock


class LeaderLock:
    """The lock, and whether this bot held it when it last asked."""

    def __init__(self, database: Database) -> None:
        self._lock = SoleLock(database.engine, BOT)
        self.is_ours = False

    async def take(self) -> bool:
        """Whether it is ours now; takes it if it is free. False while PostgreSQL is away."""
        try:
            self.is_ours = await asyncio.to_thread(self._lock.hold)
        except SQLAlchemyError:
            self.is_ours = False
        return self.is_ours

    async def give_back(self) -> None:
        """Release the lock, so that the next bot can go on."""
        self.is_ours = False
        await asyncio.to_thread(self._lock.release)
