"""Time travel and emptying of the running box from a terminal, by requests to its page."""

import re
import time
from typing import Any

import requests

from simulator.box.handset import show_message
from simulator.box.sentences import words
from simulator.box.state import BACK_WITHIN_SECONDS, BoxState

_UNITS = {"s": 1, "m": 60, "h": 3600}
# A reply that is due leaves within seconds; the network delivers it a moment later.
_LEAVES_WITHIN_SECONDS, _LOOK_SECONDS, _ARRIVES_WITHIN_SECONDS = 20.0, 0.5, 1.5
# The drill ends, the programs stop, the tables are made, and the programs start again.
_EMPTY_WITHIN_SECONDS = 240


def read_span(text: str) -> int:
    """`60m`, `2h` or `90s` in seconds. Raises ValueError for anything else."""
    found = re.fullmatch(r"(\d{1,5})\s*([smh])", text.strip())
    if found is None or not int(found[1]):
        raise ValueError("a span is a number with s, m or h: 60m")
    return int(found[1]) * _UNITS[found[2]]


def let_pass(state: BoxState, span: str) -> int:
    """Travel this span ahead, and show what reached handsets during it; the exit code."""
    before = _delivered(state)
    try:
        seconds = read_span(span)
    except ValueError:
        raise SystemExit(words("box.no_span")) from None
    if not _ask(state, "pass", {"seconds": seconds}, timeout=30).get("done"):
        raise SystemExit(words("box.not_now"))
    print(words("box.passed", span=span), flush=True)
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
    """Empty the box, so that the hotline is as on its first day; the exit code.

    It has ended once the bot answers again; 1: the bot did not come back in time.
    """
    print(words("box.emptying"), flush=True)
    found = _ask(state, "empty", {"sure": True}, timeout=_EMPTY_WITHIN_SECONDS)
    if not found.get("done"):
        raise SystemExit(words("box.not_emptied"))
    if not found.get("is_back"):
        raise SystemExit(words("box.bot_not_back", seconds=BACK_WITHIN_SECONDS))
    print(words("box.emptied"))
    return 0


def _delivered(state: BoxState) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = requests.get(f"{state.phone}/box/delivered", timeout=5).json()
    return found


def _ask(
    state: BoxState, what: str, data: dict[str, object], *, timeout: float
) -> dict[str, object]:
    if state.page is None:
        raise SystemExit(words("box.real_time"))
    found: dict[str, object] = requests.post(
        f"{state.page}/{what}", json=data, timeout=timeout
    ).json()
    return found
