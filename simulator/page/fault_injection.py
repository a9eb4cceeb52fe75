"""Fault injection from the page: networks that fail, a wiped queue, a killed worker."""

import os
import signal
from collections.abc import Mapping
from contextlib import suppress

import requests
from redis import Redis

from simulator.box.supervisor import read_pid

# What each switch scripts, on which network, until it is switched off.
_SWITCHES: dict[str, tuple[str, list[dict[str, object]]]] = {
    "twilio_500": ("phone", [{"kind": "500_before", "on": "create", "times": -1}]),
    "twilio_cut": ("phone", [{"kind": "cut_after", "on": "create", "times": -1}]),
    "twilio_slow": ("phone", [{"kind": "late", "on": "create", "times": -1, "seconds": 5}]),
    "telegram_away": ("chat", [{"kind": "outage", "times": -1}]),
}
_ACTS = ("wipe_redis", "kill_worker")


class FaultInjection:
    """Switches faults of the networks at `urls` on and off, and runs those that happen at once.

    `redis_url` None: Redis is somebody's own, and is never wiped.
    """

    def __init__(self, urls: Mapping[str, str], redis_url: str | None) -> None:
        self._urls = urls
        self._redis_url = redis_url
        self._on: set[str] = set()
        acts = [one for one in _ACTS if redis_url or one != "wipe_redis"]
        self.offered = (*_SWITCHES, *acts)

    def make(self, what: str, *, is_on: bool) -> bool:
        """Inject the fault, or switch it off. False: no such fault."""
        if what not in self.offered:
            return False
        if what in _ACTS:
            self._do(what)
            return True
        if is_on:
            self._on.add(what)
        else:
            self._on.discard(what)
        self._script(_SWITCHES[what][0])
        return True

    def state(self) -> list[str]:
        """The names of the faults that are switched on."""
        return sorted(self._on)

    def forget(self) -> None:
        """Reset, because the networks are new: nothing is switched on."""
        self._on.clear()

    def _script(self, network: str) -> None:
        """Script all that is on for this network again: a network can only clear all its faults."""
        url = f"{self._urls[network]}/box/faults"
        requests.delete(url, timeout=5)
        for what in sorted(self._on):
            if _SWITCHES[what][0] == network:
                for fault in _SWITCHES[what][1]:
                    requests.post(url, json=fault, timeout=5).raise_for_status()

    def _do(self, what: str) -> None:
        if what == "wipe_redis" and self._redis_url:
            with Redis.from_url(self._redis_url, socket_timeout=5) as redis:
                redis.flushall()
            return
        pid = read_pid("worker")
        if pid is not None:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
