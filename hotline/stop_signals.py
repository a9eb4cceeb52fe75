"""The signals that stop a process: the first one counts, and more of them do not cut a send in two.

Heroku and others may send SIGTERM several times, and kill after 30 s anyway. What is under way is
finished within 25 s.
"""

import signal
import time
from collections.abc import Callable
from types import FrameType

PATIENCE_SECONDS = 25.0
_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class StopSignals:
    """Calls `stop` once, in the main thread. A signal that comes 25 s later ends the process."""

    def __init__(
        self, stop: Callable[[], object], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._stop = stop
        self._clock = clock
        self._first: float | None = None

    @property
    def has_come(self) -> bool:
        """Whether a signal has asked to stop."""
        return self._first is not None

    def listen(self) -> None:
        """Take the signals, also those that others have taken meanwhile."""
        for number in _SIGNALS:
            signal.signal(number, self.receive)

    def receive(self, number: int, _frame: FrameType | None = None) -> None:
        """One signal."""
        if self._first is None:
            self._first = self._clock()
            self._stop()
        elif self._clock() - self._first > PATIENCE_SECONDS:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)


def ignore_signals() -> None:
    """Ignore them from now on: the work is done, and the process ends with its own exit code."""
    for number in _SIGNALS:
        signal.signal(number, signal.SIG_IGN)
