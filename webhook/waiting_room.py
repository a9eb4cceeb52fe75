"""Where requests wait for what other threads do, without a thread of their own.

Those whose work ends together are woken together: to wake an event loop from another thread costs
more than all the rest of the waiting.
"""

import asyncio
import threading
from concurrent.futures import Future
from functools import partial
from typing import Any

from webhook.deadlines import Deadlines
from webhook.exchange import ANSWER_WITHIN_SECONDS


class WaitingRoom:
    """The requests of one event loop."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ready: list[asyncio.Future[None]] = []
        self._deadlines = Deadlines(ANSWER_WITHIN_SECONDS)

    async def until_done(self, work: "Future[Any]") -> None:
        """Wait for `work`, at most as long as Twilio's patience allows."""
        loop = asyncio.get_running_loop()
        done: asyncio.Future[None] = loop.create_future()
        work.add_done_callback(lambda _: self._wake_soon(loop, done))
        self._deadlines.add(done, partial(_wake, done))
        try:
            await done
        finally:
            self._deadlines.remove(done)

    def _wake_soon(self, loop: asyncio.AbstractEventLoop, done: "asyncio.Future[None]") -> None:
        """Called in the thread that did the work."""
        with self._lock:
            self._ready.append(done)
            is_first = len(self._ready) == 1
        if is_first:
            loop.call_soon_threadsafe(self._wake_all)

    def _wake_all(self) -> None:
        with self._lock:
            ready, self._ready = self._ready, []
        for done in ready:
            _wake(done)


def _wake(done: "asyncio.Future[None]") -> None:
    if not done.done():
        done.set_result(None)
