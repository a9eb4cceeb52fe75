"""The supervisor runs one of the hotline's programs by the box's clock.

It starts the program again after a kill, as a hosting platform does. While the box is paused (it
is being emptied) the program is stopped. On SIGTERM or SIGINT the supervisor stops the program and
ends.
"""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psutil

from simulator.box.orphans import MARK
from simulator.box.sentences import words
from simulator.box.state import DATA, ROOT

KEPT = ("web", "worker", "bot")
_BACK_AFTER_SECONDS = 3.0
_LOOK_SECONDS = 0.2
_STOPS_WITHIN_SECONDS = 15
_PAUSE = DATA / "paused"


def keep(name: str, command: list[str]) -> int:
    """Run `command` until told to stop; the exit code of its last run."""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    while True:
        while _PAUSE.exists() and not stopping.wait(_LOOK_SECONDS):
            pass
        if stopping.is_set():
            return 0
        code, is_ours = _live(name, command, stopping)
        if stopping.is_set():
            return max(code, 0)
        if is_ours:
            continue
        # Only a killed program is started again: one that ends by itself has printed why.
        if code != -signal.SIGKILL:
            return code
        print(words("box.comes_back", name=name), flush=True)
        stopping.wait(_BACK_AFTER_SECONDS)


def _live(name: str, command: list[str], stopping: threading.Event) -> tuple[int, bool]:
    """Run the program once; its exit code, and whether the supervisor ended it."""
    process = subprocess.Popen(command, env=by_the_clock())
    _file(name).write_text(str(process.pid))
    is_told = False
    try:
        while True:
            if not is_told and (stopping.is_set() or _PAUSE.exists()):
                is_told = True
                process.terminate()
            with suppress(subprocess.TimeoutExpired):
                return process.wait(timeout=_LOOK_SECONDS), is_told
    finally:
        _file(name).unlink(missing_ok=True)


def by_the_clock() -> dict[str, str]:
    """The environment of a program that shall use the box's clock."""
    folder = Path(__file__).parent / "by_the_clock"
    paths = [str(folder), str(ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


@contextmanager
def paused() -> Iterator[None]:
    """Stop all programs until the block ends; then they start again."""
    _PAUSE.touch()
    try:
        gone = [psutil.Process(pid) for pid in map(read_pid, KEPT) if pid is not None]
        _, alive = psutil.wait_procs(gone, timeout=_STOPS_WITHIN_SECONDS)
        for process in alive:
            process.kill()
        yield
    finally:
        end_pause()


def end_pause() -> None:
    """Let the programs run."""
    _PAUSE.unlink(missing_ok=True)


def read_pid(name: str) -> int | None:
    """The id of the program that runs under this name; None: none, or not one of this box."""
    try:
        pid = int(_file(name).read_text())
        environment = psutil.Process(pid).environ()
    except (OSError, ValueError, psutil.Error):
        return None
    return pid if environment.get(MARK) == os.environ.get(MARK, "") else None


def _file(name: str) -> Path:
    return DATA / f"{name}.pid"


if __name__ == "__main__":
    raise SystemExit(keep(sys.argv[1], sys.argv[2:]))
