"""Delayed callbacks: what a network does later, such as deliveries, prices, status callbacks."""

import heapq
import itertools
import threading
import time
from collections.abc import Callable


class DelayedCallbacks(threading.Thread):
    """One thread that runs callbacks when they are due.

    A callback that fails is printed and dropped; the others still run.
    """

    def __init__(self) -> None:
        super().__init__(daemon=True, name="delayed-callbacks")
        self._wake = threading.Condition()
        self._acts: list[tuple[float, int, Callable[[], None]]] = []
        self._numbers = itertools.count()
        self._has_ended = False

    def later(self, seconds: float, act: Callable[[], None]) -> None:
        """Run `act` after `seconds`. Callbacks that are due at the same moment keep their order."""
        with self._wake:
            due = time.monotonic() + seconds
            heapq.heappush(self._acts, (due, next(self._numbers), act))
            self._wake.notify()

    def end(self) -> None:
        """Stop the thread; callbacks that are not due yet never run."""
        with self._wake:
            self._has_ended = True
            self._wake.notify()

    def run(self) -> None:
        """Run callbacks as they are due, until `end`."""
        while (act := self._next_act()) is not None:
            try:
                act()
            except Exception as error:  # noqa: BLE001  (the others still have to happen)
                print(f"delayed callbacks: {type(error).__name__}", flush=True)

    def _next_act(self) -> Callable[[], None] | None:
        with self._wake:
            while not self._has_ended:
                wait = self._acts[0][0] - time.monotonic() if self._acts else None
                if wait is not None and wait <= 0:
                    return heapq.heappop(self._acts)[2]
                self._wake.wait(wait)
        return None
