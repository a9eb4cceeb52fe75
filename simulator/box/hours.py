"""Time travel and emptying of the running box from a terminal, by requests to its page."""

import re
import time
from typing import Any

import requests

from simulator.box.handset import show_message
from simulator.box.state import BoxState

_UNITS = {"s": 1, "m": 60, "h": 3600}
# A reply that is due leaves within seconds; the network delivers it a moment later.
_LEAVES_WITHIN_SECONDS, _LOOK_SECONDS, _ARRIVES_WITHIN_SECONDS = 20.0, 0.5, 1.5
_EMPTY_WITHIN_SECONDS = 120


def read_span(words: str) -> int:
    """`60m`, `2h` or `90s` in seconds. Raises ValueError for anything else."""
    found = re.fullmatch(r"(\d{1,5})\s*([smh])", words.strip())
    if found is None or not int(found[1]):
        raise ValueError("a span is a number with s, m or h: 60m")
    return int(found[1]) * _UNITS[found[2]]


def let_pass(state: BoxState, words: str) -> int:
    """Travel this span ahead, and show what reached handsets during it; the exit code."""
    before = _delivered(state)
    try:
        seconds = read_span(words)
    except ValueError as error:
        raise SystemExit(f"That is no span: {error}") from None
    if not _ask(state, "pass", {"seconds": seconds}, timeout=30):
        raise SystemExit("Not now: at most 24h pass at once, and none during a drill.")
    print(f"{words} have passed.", flush=True)
    _wait_for_the_last(state)
    for message in _delivered(state)[len(before) :]:
        show_message(message)
    return 0


def _wait_for_the_last(state: BoxState) -> None:
    ends = time.monotonic() + _LEAVES_WITHIN_SECONDS
    while time.monotonic() < ends:
        if not requests.get(f"{state.page}/leaving", timeout=5).json()["count"]:
            break
        time.sleep(_LOOK_SECONDS)
    time.sleep(_ARRIVES_WITHIN_SECONDS)


def empty(state: BoxState) -> int:
    """Empty the box, so that the hotline is as on its first day; the exit code."""
    if not _ask(state, "empty", {"sure": True}, timeout=_EMPTY_WITHIN_SECONDS):
        raise SystemExit(
            "Not emptied: it is under way already, or the database or Redis is your own."
        )
    print("The hotline is empty, as on its first day.")
    return 0


def _delivered(state: BoxState) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = requests.get(f"{state.phone}/box/delivered", timeout=5).json()
    return found


def _ask(state: BoxState, what: str, data: dict[str, object], *, timeout: float) -> bool:
    if state.page is None:
        raise SystemExit("Time passes by itself where something real is configured.")
    answer = requests.post(f"{state.page}/{what}", json=data, timeout=timeout)
    return bool(answer.json().get("done"))
