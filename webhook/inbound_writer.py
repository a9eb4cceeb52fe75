"""Group commit: inbounds that wait together are kept together.

One thread of each web process writes. While it waits for PostgreSQL, others arrive; it then takes
all of them, and keeps them in one transaction. At rest an inbound waits for nobody.

**Idempotent:** as `receive_inbounds`. **On a crash** nobody was answered whose inbound was not
committed: Twilio retries, or `catch_up` finds it.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Set
from concurrent.futures import Future, ThreadPoolExecutor

from sqlalchemy.exc import TimeoutError as TooLongError

from hotline.domain.inbounds import Inbound
from hotline.store.database import Database, is_away
from hotline.store.sessions.time_outs import sql_state
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.wiring import utc_now
from webhook.pulse import Pulse

log = logging.getLogger(__name__)

# More would make one transaction long, and its locks with it.
_MOST_AT_ONCE = 64
# More could not be kept before Twilio gives up: they are answered 503 at once.
_MOST_WAITING = 2_000

# A transaction has a fixed price. In a flood, so many are waited for to share it, for so long.
_WORTH_A_TRANSACTION = 5
_GATHERING_SECONDS = 0.002

# A sender whose row is locked makes everybody wait a second: for so long nobody waits for them.
_SET_ASIDE_SECONDS = 2.0
_LOCKED = "55P03"
# So long without a success it is not well: at work on one batch, or failing again and again.
_PATIENCE_SECONDS = 10.0
_FAILURES = 3

_Waiting = tuple[Inbound, "Future[bool]"]


class InboundWriter:
    """The writer of one process. Threads may submit at once."""

    def __init__(self, database: Database, lines: Set[str]) -> None:
        """`database`: nobody else should take its connections."""
        self._database = database
        self._lines = lines
        self._waiting: deque[_Waiting] = deque()
        # Guards both.
        self._arrival = threading.Condition()
        self._is_at_work = False
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="inbound-writer")
        self._pulse = Pulse(patience_seconds=_PATIENCE_SECONDS, failures=_FAILURES)
        self._set_aside: dict[str, float] = {}

    @property
    def is_well(self) -> bool:
        """Whether it keeps what it is given, as far as it has been given anything."""
        return self._pulse.is_well(time.monotonic())

    def submit(self, inbound: Inbound) -> "Future[bool]":
        """Have it kept. The future is done after the commit: whether it was new, or the error."""
        done: Future[bool] = Future()
        with self._arrival:
            if len(self._waiting) >= _MOST_WAITING:
                done.set_exception(TooLongError("too many inbounds wait"))
                return done
            self._waiting.append((inbound, done))
            if self._is_at_work:
                if len(self._waiting) == _WORTH_A_TRANSACTION:
                    self._arrival.notify()
                return done
            # Where no thread can be started this raises, and the next inbound tries again.
            self._thread.submit(self._work)
            self._is_at_work = True
        return done

    def _work(self) -> None:
        """Write until nobody waits. The first inbound after a rest is written at once."""
        is_flood = False
        try:
            while batch := self._take(is_flood=is_flood):
                self._keep(batch)
                self._pulse.rest()
                is_flood = len(batch) > 1
        except BaseException:
            # The next inbound has it work again; those of this batch are answered 503 in time.
            with self._arrival:
                self._is_at_work = False
            raise

    def _take(self, *, is_flood: bool) -> list[_Waiting]:
        with self._arrival:
            if is_flood:
                self._arrival.wait_for(self._are_enough, _GATHERING_SECONDS)
            count = min(len(self._waiting), _MOST_AT_ONCE)
            self._is_at_work = count > 0
            return [self._waiting.popleft() for _ in range(count)]

    def _are_enough(self) -> bool:
        return len(self._waiting) >= _WORTH_A_TRANSACTION

    def _keep(self, batch: list[_Waiting]) -> None:
        """Keep them; if that fails because of one, each by itself."""
        # Who was not waited for any longer has been answered 503, and comes again.
        batch = [one for one in batch if not one[1].cancelled() and not self._is_set_aside(one)]
        if not batch:
            return
        self._pulse.begin(time.monotonic())
        try:
            outcomes = receive_inbounds(
                [inbound for inbound, _ in batch],
                database=self._database,
                lines=self._lines,
                now=utc_now(),
                is_hurried=True,
            )
        except Exception as error:  # noqa: BLE001  (each request answers with its own)
            self._fail(batch, error)
            return
        self._pulse.succeed()
        for (_, done), is_new in zip(batch, outcomes, strict=True):
            _set(done, outcome=is_new)

    def _fail(self, batch: list[_Waiting], error: Exception) -> None:
        if len(batch) > 1 and not is_away(error):
            log.warning("%d inbounds one by one: %s", len(batch), type(error).__name__)
            for one in batch:
                self._keep([one])
            return
        self._pulse.fail(time.monotonic())
        if sql_state(error) == _LOCKED:
            self._set_aside[batch[0][0].sender] = time.monotonic() + _SET_ASIDE_SECONDS
        for _, done in batch:
            _set(done, error=error)

    def _is_set_aside(self, one: _Waiting) -> bool:
        """Whether nobody waits for this sender now: answered 503, and comes again."""
        until = self._set_aside.get(one[0].sender)
        if until is None:
            return False
        if time.monotonic() >= until:
            del self._set_aside[one[0].sender]
            return False
        _set(one[1], error=TooLongError("the sender is locked"))
        return True


def _set(done: "Future[bool]", *, outcome: bool = False, error: Exception | None = None) -> None:
    """Wake the request, unless it was given up."""
    if not done.set_running_or_notify_cancel():
        return
    if error is None:
        done.set_result(outcome)
    else:
        done.set_exception(error)
