"""How long each program takes to import and to be ready, and what it holds in memory."""

import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from sqlalchemy import text

from bench.light_client import send_all
from bench.stage import memory_bytes
from bench.texts import new_senders
from bench.world import World, a_world

# {program: the name of its heartbeat}
PROGRAMS = {"webhook": "web", "worker": "worker", "bot": "bot"}
_AT_MOST_SECONDS = 60
_SETTLES_SECONDS = 15


@dataclass(frozen=True)
class Start:
    """Seconds to import and until it works; bytes at rest and after the flood."""

    import_seconds: float
    ready_seconds: float
    rest_bytes: int
    after_bytes: int


def start_all(count: int) -> dict[str, Start]:
    """{program: how it starts}. Then `count` texts arrive, and the worker works through them."""
    with a_world() as world, ExitStack() as stack:
        imports = {program: _import_seconds(program) for program in PROGRAMS}
        pids, ready = {}, {}
        for program, beat in PROGRAMS.items():
            began = time.monotonic()
            command = [sys.executable, "-m", program]
            pids[program] = stack.enter_context(world.stage.running(command)).pid
            _wait_for(lambda beat=beat: _is_ready(world, beat))  # type: ignore[misc]
            ready[program] = time.monotonic() - began
        time.sleep(_SETTLES_SECONDS)
        rest = {program: memory_bytes(pid) for program, pid in pids.items()}
        send_all(world.stage.port, new_senders(world.stage.url, count), clients=16)
        time.sleep(_SETTLES_SECONDS)
        return {
            program: Start(imports[program], ready[program], rest[program], memory_bytes(pid))
            for program, pid in pids.items()
        }


def _import_seconds(program: str) -> float:
    code = f"import time; began = time.perf_counter(); import {program}.__main__;"
    code += "print(time.perf_counter() - began)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return float(found.stdout)


def _is_ready(world: World, name: str) -> bool:
    """The bot's heartbeat comes once a poll of ten seconds is over: it is ready when it polls."""
    if name == "bot":
        return world.chat.newest_poll > 0
    with world.database.transaction() as connection:
        query = text("SELECT 1 FROM heartbeats WHERE name = :name")
        return connection.execute(query, {"name": name}).first() is not None


def _wait_for(condition: Callable[[], bool]) -> None:
    ends = time.monotonic() + _AT_MOST_SECONDS
    while time.monotonic() < ends:
        if condition():
            return
        time.sleep(0.02)
    raise SystemExit("a program did not start")
