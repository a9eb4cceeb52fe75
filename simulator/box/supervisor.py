"""Keeps one of the hotline's programs running by the box's clock: killed, it comes back.

As on a platform. While the box is paused (it is being emptied) the program is stopped. Told to
stop, this stops its program and ends with it.
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
from simulator.box.state import DATA, ROOT

KEPT = ("web", "worker", "bot")
_BACK_AFTER_SECONDS = 3.0
_LOOK_SECONDS = 0.2
_STOPS_WITHIN_SECONDS = 15
_PAUSE = DATA / "paused"


def keep(name: str, command: list[str]) -> int:
    """Run `command` until told to stop; the exit code of its last life."""
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
        # Only a kill is taken for an accident: what ends by itself has said why.
        if code != -signal.SIGKILL:
            return code
        print(f"{name} was killed, and comes back", flush=True)
        stopping.wait(_BACK_AFTER_SECONDS)


def _live(name: str, command: list[str], stopping: threading.Event) -> tuple[int, bool]:
    """One life of the program; its exit code, and whether it was we who ended it."""
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
    """The environment of a program that is to live by the box's clock."""
    folder = Path(__file__).parent / "by_the_clock"
    paths = [str(folder), str(ROOT), os.environ.get("PYTHONPATH", "")]
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


@contextmanager
def paused() -> Iterator[None]:
    """All programs are stopped meanwhile, and begin anew afterwards."""
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
    """The programs run."""
    _PAUSE.unlink(missing_ok=True)


def read_pid(name: str) -> int | None:
    """The process that is kept under this name now; never anybody else's."""
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
