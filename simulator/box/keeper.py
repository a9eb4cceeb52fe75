"""Keeps one process of the box running: killed, it comes back after a moment, as on a platform.

Told to stop, it stops its process and ends with it.
"""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import psutil

from simulator.box.leftovers import MARK
from simulator.box.state import DATA

_BACK_AFTER_SECONDS = 3.0


def keep(name: str, command: list[str]) -> int:
    """Run `command` until told to stop; the exit code of its last life."""
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def stop(*_: object) -> None:
        stopping.set()
        for process in running:
            process.terminate()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    while True:
        process = subprocess.Popen(command)
        running[:] = [process]
        _file(name).write_text(str(process.pid))
        code = process.wait()
        # Only a kill is taken for an accident: what ends by itself has said why.
        if stopping.is_set() or code != -signal.SIGKILL:
            _file(name).unlink(missing_ok=True)
            return max(code, 0) if stopping.is_set() else code
        print(f"{name} was killed, and comes back", flush=True)
        stopping.wait(_BACK_AFTER_SECONDS)
        if stopping.is_set():
            return 0


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
