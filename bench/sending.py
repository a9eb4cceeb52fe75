"""How many replies a second leave, with one worker and with several, and whether one leaves twice.

The phone network answers at once and runs in this process, on the same cores.
"""

import sys
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import text

from bench.stage import LINE
from bench.world import World, a_world
from hotline.domain.inbounds import Inbound, InboundKind
from hotline.usecases.inbound.receive_inbounds import receive_inbounds
from hotline.wiring import utc_now

WORKERS = (1, 2, 4)
_AT_MOST_SECONDS = 240
_BATCH = 64


@dataclass(frozen=True)
class Sent:
    """How many replies left by so many workers, how fast, and to how many people twice."""

    workers: int
    replies: int
    rate: float
    doubled: int


def send(workers: int, count: int, **more: str) -> Sent:
    """Have `count` due replies sent. `more`: environment variables of the workers."""
    with a_world(**more) as world, ExitStack() as stack:
        _plan(world, count)
        for _ in range(workers):
            stack.enter_context(world.stage.running([sys.executable, "-m", "worker"]))
        first = last = time.monotonic()
        left, ends = 0, first + _AT_MOST_SECONDS
        while left < count and time.monotonic() < ends:
            time.sleep(0.2)
            found = _left(world)
            if not left:
                first = time.monotonic()
            if found > left:
                left, last = found, time.monotonic()
        numbers = [message.to for message in world.phone.messages if message.direction != "inbound"]
        return Sent(workers, left, left / max(last - first, 0.2), len(numbers) - len(set(numbers)))


def _plan(world: World, count: int) -> None:
    """As if `count` people had texted an hour ago, in a time without any raid."""
    now = utc_now()
    at = now - timedelta(hours=1, seconds=1)
    for start in range(0, count, _BATCH):
        batch = [
            Inbound(
                InboundKind.SMS, f"SM{number:032x}", f"+3361{number:07d}", LINE, at, body="salut"
            )
            for number in range(start, min(start + _BATCH, count))
        ]
        receive_inbounds(batch, database=world.database, lines={LINE}, now=now)
    with world.database.transaction() as connection:
        # The watch has nothing to say about the past that was made up here.
        connection.execute(text("UPDATE watch SET cursor = (SELECT max(id) FROM inbounds)"))


def _text(number: int, at: datetime) -> Inbound:
    return Inbound(
        InboundKind.SMS, f"SM{number:032x}", f"+3361{number:07d}", LINE, at, body="salut"
    )


def _left(world: World) -> int:
    with world.database.transaction() as connection:
        query = text("SELECT count(*) FROM replies WHERE status NOT IN ('planned', 'held')")
        return int(connection.execute(query).scalar_one())
