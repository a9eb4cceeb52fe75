"""A drill: the texts and calls of a scenario, brought over the phone network, faster than life.

At speed 60 the box's clock runs sixty times as fast, so the hotline sees the raid at its real
pace. Only one drill runs at a time. It ends by itself once the hotline is calm, or when somebody
stops it.
"""

import threading
from bisect import bisect_left
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from simulator.clock import utc_now
from simulator.page.time_travel import TimeTravel
from simulator.scenarios.catalogue import SCENARIOS, generate
from simulator.scenarios.people import ATTACK, Event

SPEEDS = (1, 10, 60, 600)
_BEFORE_SECONDS = 120.0
_MOST_EVENTS = 25_000
_AT_ONCE = 8
_TICK_SECONDS, _LOOK_SECONDS = 0.02, 0.2
# After the last text, in box time: the drill goes on until everybody's hour of delay is over and
# no incident is open, but no longer than six hours.
_CALM_SECONDS = 65 * 60
_AFTER_SECONDS = 600.0
_GIVE_UP_SECONDS = 6 * 3600


class Drill:
    """Plays into the phone network at `phone_url`. `has_incident`: is a raid or surge open."""

    def __init__(
        self, phone_url: str, time_travel: TimeTravel, has_incident: Callable[[], bool]
    ) -> None:
        self._url = f"{phone_url}/box"
        self._passing = time_travel
        self._has_incident = has_incident
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._room, self._counting = threading.Semaphore(_AT_ONCE), threading.Lock()
        self._name, self._brought, self._of = "", 0, 0
        # Each drill uses other numbers than the one before: a known sender gets no second reply.
        self._seed = 0

    def start(self, name: str, speed: object) -> bool:
        """Start a drill. False: no such scenario or speed, or a drill is running."""
        if name not in SCENARIOS or not isinstance(speed, int) or speed not in SPEEDS:
            return False
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return False
            self._seed += 1
            events = _worth_watching(generate(name, self._seed))
            self._name, self._brought, self._of = name, 0, len(events)
            self._stopping.clear()
            play = threading.Thread(target=self._play, args=(events, speed), daemon=True)
            self._thread = play
            play.start()
        return True

    def stop(self, *, wait_seconds: float = 0) -> None:
        """Stop the drill; texts that are on their way still arrive."""
        self._stopping.set()
        if self._thread is not None and wait_seconds:
            self._thread.join(wait_seconds)

    def forget(self) -> None:
        """Reset, as if there had been no drill. Call it only after the drill has stopped."""
        self._name, self._brought, self._of, self._seed = "", 0, 0, 0

    def state(self) -> dict[str, Any]:
        """The drill's name and how many of its texts and calls were brought."""
        is_on = self._thread is not None and self._thread.is_alive()
        return {"name": self._name, "is_on": is_on, "brought": self._brought, "of": self._of}

    def _play(self, events: Sequence[Event], speed: int) -> None:
        began, first = utc_now(), events[0].arrives_seconds
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for event in events:
                while (utc_now() - began).total_seconds() < event.arrives_seconds - first:
                    if self._stopping.wait(_TICK_SECONDS):
                        return
                    self._passing.move(_TICK_SECONDS * (speed - 1))
                if self._stopping.is_set():
                    return
                # While the box cannot keep up, its time does not move.
                self._room.acquire()
                pool.submit(self._bring, event)
        self._let_calm_come(speed)

    def _let_calm_come(self, speed: int) -> None:
        began = utc_now()
        while not self._stopping.wait(_LOOK_SECONDS):
            self._passing.move(_LOOK_SECONDS * (speed - 1))
            since = (utc_now() - began).total_seconds()
            if since > _GIVE_UP_SECONDS or (since > _CALM_SECONDS and not self._has_incident()):
                return

    def _bring(self, event: Event) -> None:
        body = {"from": event.number} | ({"body": event.body} if event.kind == "sms" else {})
        path = "text" if event.kind == "sms" else "call"
        try:
            if not self._stopping.is_set():
                requests.post(f"{self._url}/{path}", json=body, timeout=20)
                with self._counting:
                    self._brought += 1
        except requests.RequestException:
            return
        finally:
            self._room.release()


def _worth_watching(events: Sequence[Event]) -> list[Event]:
    """From just before the first hostile text, or the surge's onset, to just after the last one."""
    events = sorted(events, key=lambda one: one.arrives_seconds)
    hostile = [one.arrives_seconds for one in events if one.label == ATTACK]
    start = (hostile[0] if hostile else _onset(events)) - _BEFORE_SECONDS
    end = hostile[-1] + _AFTER_SECONDS if hostile else events[-1].arrives_seconds
    return [one for one in events if start <= one.arrives_seconds <= end][:_MOST_EVENTS]


def _onset(events: Sequence[Event]) -> float:
    """The start of the ten minutes in which the most texts and calls come."""
    times = [one.arrives_seconds for one in events]
    busiest = max(range(0, len(times), 50), key=lambda n: _within(times, n))
    return times[busiest]


def _within(times: Sequence[float], place: int) -> int:
    return bisect_left(times, times[place] + 600) - place
