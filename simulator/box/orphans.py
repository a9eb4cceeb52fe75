"""Orphans: processes that a killed box left running, found by a mark in their environment."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psutil

# The variable in the environment of every process of a box: the folder of its data.
MARK = "ANTI_RELOU_BOX"


def end_orphans(data: Path) -> None:
    """End the processes of an earlier box with the same data, and wait until they are gone.

    Its PostgreSQL has no mark and goes on: the next box finds it running and uses it.
    """
    left = list(_orphans(data))
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.terminate()
    _, alive = psutil.wait_procs(left, timeout=8)
    for process in alive:
        with suppress(psutil.NoSuchProcess):
            process.kill()


def _orphans(data: Path) -> Iterator[psutil.Process]:
    mine = {os.getpid(), *(parent.pid for parent in psutil.Process().parents())}
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.pid not in mine and process.environ().get(MARK) == str(data):
                yield process
