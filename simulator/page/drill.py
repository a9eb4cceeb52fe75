"""A drill: the texts and calls of a scenario, brought over the phone network as fast as one likes.

One at a time; it ends by itself with the scenario, or when somebody stops it.
"""

import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import requests

from simulator.scenarios.catalogue import SCENARIOS, generate
from simulator.scenarios.people import ATTACK, Event

# What is fit to be watched: an attack or a rush, and not the week before it.
OFFERED = ("raid", "raid-200", "few", "copied", "calls", "surge", "surge-with-raid")
SPEEDS = (1, 10, 60, 600)
_BEFORE_SECONDS = 120.0
_MOST_EVENTS = 4000
_AT_ONCE = 8
_SEED = 1


class Drill:
    """Plays into the phone network at `phone_url`."""

    def __init__(self, phone_url: str) -> None:
        self._url = f"{phone_url}/box"
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._name = ""
        self._brought = 0
        self._of = 0

    def start(self, name: str, speed: object) -> bool:
        """False if there is no such scenario or speed, or one goes on."""
        if name not in OFFERED or not isinstance(speed, int) or speed not in SPEEDS:
            return False
        with self._lock:
            if self._thread is not None and self._thread.is_alive():
                return False
            events = _worth_watching(generate(name, _SEED))
            self._name, self._brought, self._of = name, 0, len(events)
            self._stopping.clear()
            play = threading.Thread(target=self._play, args=(events, speed), daemon=True)
            self._thread = play
            play.start()
        return True

    def stop(self) -> None:
        """What is on its way still arrives."""
        self._stopping.set()

    def state(self) -> dict[str, Any]:
        """How far it is."""
        is_on = self._thread is not None and self._thread.is_alive()
        return {"name": self._name, "is_on": is_on, "brought": self._brought, "of": self._of}

    def _play(self, events: Sequence[Event], speed: int) -> None:
        began = time.monotonic()
        first = events[0].t_seconds
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for event in events:
                wait = began + (event.t_seconds - first) / speed - time.monotonic()
                if self._stopping.wait(max(wait, 0)):
                    return
                pool.submit(self._bring, event)

    def _bring(self, event: Event) -> None:
        if self._stopping.is_set():
            return
        body = {"from": event.number} | ({"body": event.body} if event.kind == "sms" else {})
        path = "text" if event.kind == "sms" else "call"
        try:
            requests.post(f"{self._url}/{path}", json=body, timeout=20)
        except requests.RequestException:
            return
        self._brought += 1


def _worth_watching(events: Sequence[Event]) -> list[Event]:
    """From just before the first attacker, or the rush's onset, on."""
    hostile = [one.t_seconds for one in events if one.label == ATTACK]
    start = hostile[0] if hostile else _onset(events)
    return [one for one in events if one.t_seconds >= start - _BEFORE_SECONDS][:_MOST_EVENTS]


def _onset(events: Sequence[Event]) -> float:
    """Where the most come within ten minutes."""
    times = [one.t_seconds for one in events]
    busiest = max(range(0, len(times), 50), key=lambda n: _within(times, times[n]))
    return times[busiest]


def _within(times: Sequence[float], start: float) -> int:
    return sum(start <= one < start + 600 for one in times)


def scenarios() -> dict[str, str]:
    """{name: what happens in it}."""
    return {name: SCENARIOS[name].says for name in OFFERED}
