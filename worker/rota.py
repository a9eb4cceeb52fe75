"""The rota: which periodic tasks are due.

Tasks follow a clock in seconds that only goes forward: this machine's, or one that is moved ahead
(the box's). However fast that clock is, a task has a least pause by this machine's seconds.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

# At most this many times as often as by this machine's clock, and never a longer pause than this.
_TIMES_AS_OFTEN = 60.0
_LONGEST_PAUSE_SECONDS = 5.0


@dataclass(frozen=True)
class PeriodicTask:
    """A task that runs every so often. `due_in`: seconds until its first run."""

    name: str
    every_seconds: float
    do: Callable[[], None]
    due_in: float = 0.0

    @property
    def least_pause_seconds(self) -> float:
        """This machine's seconds from one run to the next, whatever the clock says."""
        return min(self.every_seconds / _TIMES_AS_OFTEN, _LONGEST_PAUSE_SECONDS)


@dataclass
class _Turn:
    """When a task is due by the clock, and by this machine's seconds not before."""

    task: PeriodicTask
    due_at: float
    not_before: float


class Rota:
    """The tasks in their order, each at its own pace. It looks every `tick_seconds`."""

    def __init__(self, tasks: Sequence[PeriodicTask], *, tick_seconds: float) -> None:
        self._tasks = tasks
        # Rather half a look early than a whole look late.
        self._early = tick_seconds / 2
        self._turns: list[_Turn] = []

    def take_due(self, *, now: float, machine_now: float) -> Iterator[PeriodicTask]:
        """The tasks that are due, which count as run. The first call begins the countdown.

        Args:
            now: seconds by the clock that tasks follow.
            machine_now: seconds by this machine's clock.
        """
        if not self._turns:
            self._turns = [_Turn(one, now + one.due_in, machine_now) for one in self._tasks]
        for turn in self._turns:
            if now < turn.due_at or machine_now < turn.not_before:
                continue
            turn.due_at = now + turn.task.every_seconds - self._early
            turn.not_before = machine_now + turn.task.least_pause_seconds
            yield turn.task
