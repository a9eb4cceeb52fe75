"""The one stream that feeds an open page: figures once a second, and the chat as it changes.

One stream, because a browser opens only six connections to an address, and people open several
tabs.
"""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import requests
from sqlalchemy.exc import SQLAlchemyError

from simulator.page.stage import Stage

_EVERY_SECONDS = 1.0
_TIMEOUT_SECONDS = 10


def follow(stage: Stage, numbers: list[str], *, person: int | None, after: int) -> Iterator[str]:
    """Server-sent events until the page closes the stream.

    Unnamed events: the figures, with the replies to `numbers`. Events named `chat`: what
    `person`'s chat showed after event number `after`, with its keyboard and commands.
    """
    while True:
        yield _event(_figures(stage, numbers))
        ends = time.monotonic() + _EVERY_SECONDS
        while (left := ends - time.monotonic()) > 0:
            found = _chat(stage, person, after, left) if person is not None else None
            if found is None:
                time.sleep(left)
                break
            after = max([after, *(one["number"] for one in found["events"])])
            yield _event(found, name="chat", number=after)


def _figures(stage: Stage, numbers: list[str]) -> dict[str, Any]:
    found = stage.figures.read(numbers)
    found |= {"life": stage.life, "is_emptying": stage.is_emptying}
    found |= {"drill": stage.drill.state(), "trouble": stage.fault_injection.state()}
    found["tally"] = _tally(stage)
    if "away" not in found:
        with suppress(SQLAlchemyError):
            found["team"] = stage.team.roles()
    return found


def _tally(stage: Stage) -> dict[str, int | None] | None:
    """How much was brought and stored, and how many numbers got two replies; None: not known."""
    try:
        found = requests.get(f"{stage.urls['phone']}/box/tally", timeout=_TIMEOUT_SECONDS).json()
    except requests.RequestException:
        return None
    return {**found, "kept": stage.figures.kept_since(stage.began_at)}


def _chat(stage: Stage, person: int, after: int, wait_seconds: float) -> dict[str, Any] | None:
    """The chat's events within `wait_seconds`, if any; None: the chat network does not answer."""
    url = f"{stage.urls['chat']}/box"
    asked: dict[str, float] = {"chat": person, "after": after, "timeout": wait_seconds}
    try:
        events = requests.get(f"{url}/events", params=asked, timeout=_TIMEOUT_SECONDS).json()
        under = requests.get(f"{url}/chat", params={"as": person}, timeout=_TIMEOUT_SECONDS)
        return {"events": events, **under.json()}
    except requests.RequestException:
        return None


def _event(data: dict[str, Any], *, name: str = "", number: int = 0) -> str:
    head = f"event: {name}\nid: {number}\n" if name else ""
    return f"{head}data: {json.dumps(data)}\n\n"
