"""How long a tap takes while a raid a hundred times as fast as that of 2017 arrives.

In 2017 it was 20,000 texts in four hours: 1.4 a second. All three programs run.
"""

import statistics
import sys
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

from bench.light_client import send_all
from bench.texts import new_senders
from bench.world import World, a_world
from simulator.chat.user_actions import say, tap

TEXTS_A_SECOND = 140
_TAPS = 60
_WAIT_SECONDS = 10.0

Message = dict[str, Any]


@dataclass(frozen=True)
class Taps:
    """Milliseconds from the tap to the edited message, and how many texts came meanwhile."""

    median_ms: float
    p95_ms: float
    texts: int


def tap_in_a_raid() -> Taps:
    """Tap a button `_TAPS` times while the raid goes on."""
    with a_world(WEB_CONCURRENCY="2") as world, ExitStack() as stack:
        web, *_ = [
            stack.enter_context(world.stage.running([sys.executable, "-m", program]))
            for program in ("webhook", "worker", "bot")
        ]
        world.stage.wait_for_web(web)
        say(world.chat, world.person, "/start")
        menu = _ask(world, "/stats")
        over, sent = threading.Event(), [0]
        raid = threading.Thread(target=_raid, args=(world, over, sent))
        raid.start()
        try:
            # The guard takes some seconds to see what this is.
            time.sleep(10)
            taken = sorted(_tap(world, menu) for _ in range(_TAPS))
        finally:
            over.set()
            raid.join()
        return Taps(statistics.median(taken), taken[int(len(taken) * 0.95)], sent[0])


def _raid(world: World, over: threading.Event, sent: list[int]) -> None:
    stage, began = world.stage, time.monotonic()
    while not over.is_set():
        owed = int((time.monotonic() - began) * TEXTS_A_SECOND) - sent[0]
        if owed > 0:
            send_all(stage.port, new_senders(stage.url, owed), clients=min(owed, 16))
            sent[0] += owed
        over.wait(0.1)


def _tap(world: World, shown: Message) -> float:
    """Ask for another period: milliseconds until the figures of it are there."""
    data = shown["reply_markup"]["inline_keyboard"][-1][-1]["callback_data"]
    began, before = time.perf_counter(), len(world.chat.events)
    tap(world.chat, world.person, shown, data)
    _wait_for(world, before, lambda one: one["message_id"] == shown["message_id"])
    taken = time.perf_counter() - began
    # As a thumb does; Telegram takes one edit a second of a chat.
    time.sleep(1)
    return taken * 1000


def _ask(world: World, command: str) -> Message:
    """What the bot answers, with buttons under it."""
    before = len(world.chat.events)
    say(world.chat, world.person, command)
    return _wait_for(world, before, lambda one: "inline_keyboard" in one.get("reply_markup", {}))


def _wait_for(world: World, before: int, is_it: Callable[[Message], bool]) -> Message:
    """The first message that the bot sent or edited since, and that is it."""
    ends = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < ends:
        for event in world.chat.events[before:]:
            is_shown = event.chat_id == world.person.id and event.kind in ("sent", "edited")
            if is_shown and is_it(event.message):
                return event.message
        time.sleep(0.001)
    raise SystemExit("the bot did not answer")
