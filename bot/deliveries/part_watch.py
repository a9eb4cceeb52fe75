"""Watches web and worker from here: whoever lives tells of those who do not.

A part is silent once two looks have found it so: after an outage of the database all heartbeats are
old, and each part comes back within seconds.
"""

import asyncio

from bot.deliveries.delivery import Delivery
from hotline.usecases.checkups.tell_silence import find_silent_parts, tell_silence

_WATCHED = ("web", "worker")


class PartWatch(Delivery):
    """Looks at the heartbeats of the others."""

    look_seconds = 20.0
    _before: dict[str, bool] | None = None

    async def deliver(self) -> None:
        """Look once. What is told are notices, as always."""
        self._outage_wait = 0.0
        now = self._clock()
        found = await asyncio.to_thread(
            find_silent_parts, _WATCHED, database=self._database, now=now
        )
        before, self._before = self._before or {}, found
        sure = {part: found[part] for part in found if before.get(part) == found[part]}
        await asyncio.to_thread(tell_silence, sure, database=self._database, now=now)
