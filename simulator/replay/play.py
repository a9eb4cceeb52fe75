"""The loop of a replay: it goes from one event to the next, and runs the worker's tasks in between.

No organizer taps anything. Time in which nothing happens is skipped: an hour without a text takes
no time.
"""

import heapq
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import text

from hotline.domain.detection.evidence import Kind
from hotline.domain.inbounds import Inbound, InboundKind
from hotline.domain.segments import measure
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.find_live_cards import EDIT_GAP
from hotline.usecases.incidents.watch_drain import watch_drain
from hotline.usecases.incidents.watch_traffic import LOOK_LIMIT, Memory, watch_traffic
from hotline.usecases.replies.judge_held_replies import judge_held_replies
from hotline.usecases.replies.sweep_replies import sweep_replies
from hotline.usecases.replies.take_due_replies import take_due_replies
from simulator.replay.sender import LOST_AFTER
from simulator.replay.world import LINE, World, keep_price_fresh
from simulator.scenarios.people import Event

# In seconds, about as in the worker's schedule (worker/schedule.py); what only feeds the cards runs
# less often.
_TICK = 3.0
_DRAIN_EVERY, _WEIGH_EVERY, _SWEEP_EVERY = 300.0, 300.0, 300.0
_WATCH_AT_LEAST_EVERY, _RAID_WATCHED_EVERY = 60.0, 6.0
# For a card that can show nothing new.
_CARDS_AT_LEAST_EVERY = 60.0
# How often held replies that wait for the hourly cap are judged again.
_WAITING_EVERY = 30.0
_DAY = 86400.0


class Play:
    """One replay. All moments in it are seconds from its start."""

    def __init__(
        self, world: World, events: Sequence[Event], start: datetime, price_micros: int
    ) -> None:
        self._world = world
        self._events = sorted(events, key=lambda one: one.arrives_seconds)
        self._start = start
        self._price_micros = price_micros
        self._memory = Memory()
        self._next_event = 0
        self._due: list[float] = []
        self._known: set[str] = set()
        self._is_busy = False
        self._has_held = False
        self._last: dict[str, float] = {}
        self.seconds = 0.0

    def run(self) -> None:
        """Run to the end: until no reply is planned or held any more."""
        while self._advance():
            new = self._receive()
            self._watch(new)
            self._answer()
            self._tidy()
        self._world.sender.finish()
        self._world.cards.finish()

    def _advance(self) -> bool:
        """Go to the next tick at which something happens; False: nothing more will happen."""
        following = []
        if self._next_event < len(self._events):
            following.append(self._events[self._next_event].arrives_seconds)
        if self._due:
            following.append(self._due[0])
        if not following and not self._is_busy and not self._count_waiting():
            return False
        following.append(self.seconds + (_TICK * 5 if self._is_busy else _DRAIN_EVERY))
        ticks = max(1, -(-(min(following) - self.seconds) // _TICK))
        self.seconds += ticks * _TICK
        return True

    def _now(self) -> datetime:
        return self._start + timedelta(seconds=self.seconds)

    def _receive(self) -> int:
        first = self._next_event
        while self._next_event < len(self._events):
            event = self._events[self._next_event]
            if event.arrives_seconds > self.seconds:
                break
            if event.number not in self._known:
                self._known.add(event.number)
                heapq.heappush(self._due, event.t_seconds + 3600)
            self._next_event += 1
        for index in range(first, self._next_event):
            self._keep(index)
        return self._next_event - first

    def _keep(self, index: int) -> None:
        event = self._events[index]
        receive_inbounds(
            [self._inbound(event, index)],
            database=self._world.database,
            lines=self._world.lines,
            now=self._start + timedelta(seconds=event.arrives_seconds),
        )

    def _inbound(self, event: Event, number: int) -> Inbound:
        is_text = event.kind == "sms"
        return Inbound(
            kind=InboundKind.SMS if is_text else InboundKind.CALL,
            provider_sid=("SM" if is_text else "CA") + f"{number:032x}",
            sender=event.number,
            line=LINE,
            received_at=self._start + timedelta(seconds=event.t_seconds),
            body=event.body if is_text else None,
            segments=measure(event.body).segments if is_text else 0,
        )

    def _watch(self, new: int) -> None:
        database, now = self._world.database, self._now()
        # In a raid, new replies are held when they are planned, so a look is not urgent.
        is_raid = self._memory.under_way is Kind.RAID
        every = _RAID_WATCHED_EVERY if is_raid else 0.0 if new else _WATCH_AT_LEAST_EVERY
        if self._is_time("watch", every):
            while watch_traffic(database=database, memory=self._memory, now=now) >= LOOK_LIMIT:
                pass
            self._is_busy = self._memory.under_way is not None
            self._has_held = self._has_held or self._is_busy
        if self._is_time("drain", _DRAIN_EVERY):
            drain = watch_drain(database=database, now=now)
            self._has_held = self._has_held or drain is not None
        if self._is_busy and self._is_time("weigh", _WEIGH_EVERY):
            estimate_held(database=database, now=now)
        gap = EDIT_GAP.total_seconds() if new else _CARDS_AT_LEAST_EVERY
        if self._has_held and self._is_time("cards", gap):
            self._world.cards.look(now)

    def _answer(self) -> None:
        """Judge held replies and send replies that are due, as the worker's jobs do."""
        is_due = bool(self._due) and self._due[0] <= self.seconds
        while self._due and self._due[0] <= self.seconds:
            heapq.heappop(self._due)
        may_wait = self._has_held and self._is_time("waiting", _WAITING_EVERY)
        if not is_due and not may_wait:
            return
        database, now = self._world.database, self._now()
        if self._has_held:
            judge_held_replies(database=database, now=now)
        self._world.sender.catch_up(now)
        due = take_due_replies(database=database, now=now, limit=500, again_after=LOST_AFTER)
        for reply_id, _ in due:
            self._world.sender.send(reply_id, now)

    def _tidy(self) -> None:
        if self._is_time("sweep", _SWEEP_EVERY):
            sweep_replies(database=self._world.database, now=self._now())
        if self._is_time("price", _DAY):
            keep_price_fresh(self._world.database, self._price_micros, self._now())

    def _is_time(self, task: str, every: float) -> bool:
        if self.seconds - self._last.get(task, float("-inf")) < every:
            return False
        self._last[task] = self.seconds
        return True

    def _count_waiting(self) -> int:
        return self._count("SELECT count(*) FROM replies WHERE status IN ('planned', 'held')")

    def _count(self, query: str) -> int:
        with self._world.database.transaction() as connection:
            return int(connection.execute(text(query)).scalar_one())
