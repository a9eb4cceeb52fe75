"""The bot's heartbeat: recorded after polls that Telegram answered, not more often than needed."""

import asyncio
import logging
import time

from sqlalchemy.exc import SQLAlchemyError

from hotline.store.database import Database
from hotline.usecases.checkups.record_heartbeat import record_heartbeat
from hotline.wiring import utc_now

log = logging.getLogger(__name__)

_BEAT_SECONDS = 8.0


class Heartbeat:
    """Proves that the bot hears Telegram: a poll that hangs records no heartbeat."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._beaten_at = float("-inf")

    async def beat(self) -> None:
        """Record that the bot works, at most once every few seconds."""
        if time.monotonic() - self._beaten_at < _BEAT_SECONDS:
            return
        try:
            await asyncio.to_thread(record_heartbeat, "bot", database=self._database, now=utc_now())
            self._beaten_at = time.monotonic()
        except SQLAlchemyError:
            log.warning("PostgreSQL is away: no heartbeat")
