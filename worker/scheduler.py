"""The scheduler beside each worker: of several, the one that holds the lock runs the tasks.

It asks the rota once a second which tasks are due, by the clock that it is given.

**On a crash** PostgreSQL frees the lock with its connection, and another scheduler takes over.
While PostgreSQL or Redis is away, a tick fails, is logged once, and the next ones are tried.
"""

import logging
import threading
import time
from collections.abc import Callable, Sequence

from redis.exceptions import RedisError
from sqlalchemy.exc import SQLAlchemyError

from hotline.store.database import Database
from hotline.store.locks import SCHEDULER, SoleLock
from hotline.store.sessions.time_outs import took_too_long
from hotline.store.settings import NotSetUpError
from worker.rota import PeriodicTask, Rota
from worker.work_report import WorkReport

log = logging.getLogger(__name__)

_TICK_SECONDS = 1.0


class Scheduler(threading.Thread):
    """Runs periodic tasks, each at its own pace, in one thread.

    `clock`: seconds that only go forward, which the tasks follow.
    """

    def __init__(
        self,
        database: Database,
        tasks: Sequence[PeriodicTask],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(name="scheduler", daemon=True)
        self._lock = SoleLock(database.engine, SCHEDULER)
        self._rota, self._clock = Rota(tasks, tick_seconds=_TICK_SECONDS), clock
        self._stopping = threading.Event()
        self._failing: set[str] = set()
        self._report = WorkReport(database)

    def run(self) -> None:
        """Tick until stopped."""
        try:
            while not self._stopping.wait(_TICK_SECONDS):
                self._tick()
        finally:
            self._lock.release()

    def stop(self) -> None:
        """End after the tick under way; wait for it at most 5 s."""
        self._stopping.set()
        self.join(timeout=5)

    def _tick(self) -> None:
        if not self._try("lock", self._take_lock):
            return
        for task in self._rota.take_due(now=self._clock(), machine_now=time.monotonic()):
            self._try(task.name, task.do)

    def _take_lock(self) -> None:
        if not self._lock.hold():
            raise _NotOursError

    def _try(self, name: str, do: Callable[[], None]) -> bool:
        try:
            do()
        except _NotOursError:
            return False
        except Exception as error:  # noqa: BLE001  (a dead scheduler would keep the lock)
            self._log_once(name, error)
            self._report.failed(name, error)
            return False
        if name in self._failing:
            log.info("%s: works again", name)
            self._failing.discard(name)
        self._report.worked(name)
        return True

    def _log_once(self, name: str, error: Exception) -> None:
        # Once for each outage, not once a second.
        if name in self._failing:
            return
        self._failing.add(name)
        # For an outage the class says enough; anything else is a bug, logged with its traceback.
        bug = None if isinstance(error, SQLAlchemyError | RedisError | NotSetUpError) else error
        what = "it took too long" if took_too_long(error) else type(error).__name__
        log.warning("%s: %s, trying again every second or so", name, what, exc_info=bug)


class _NotOursError(Exception):
    """Another worker's scheduler holds the lock."""
