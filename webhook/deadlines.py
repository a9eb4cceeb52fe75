"""Deadlines of many waits: one timer for all of them, since nearly all are over in time."""

import asyncio
from collections.abc import Callable

_TICK_SECONDS = 0.25


class Deadlines:
    """Of waits that may all take equally long. Used in one event loop."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        # In the order in which they end.
        self._due: dict[object, tuple[float, Callable[[], object]]] = {}
        self._is_ticking = False

    def add(self, key: object, give_up: Callable[[], object]) -> None:
        """Call `give_up` unless `key` is removed in time. At most a quarter of a second late."""
        loop = asyncio.get_running_loop()
        self._due[key] = (loop.time() + self._seconds, give_up)
        if not self._is_ticking:
            self._is_ticking = True
            loop.call_later(_TICK_SECONDS, self._tick, loop)

    def remove(self, key: object) -> bool:
        """The wait is over; whether it was in time."""
        return self._due.pop(key, None) is not None

    def _tick(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        while self._due:
            key, (at, give_up) = next(iter(self._due.items()))
            if at > now:
                loop.call_later(_TICK_SECONDS, self._tick, loop)
                return
            del self._due[key]
            give_up()
        self._is_ticking = False
