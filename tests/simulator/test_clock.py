"""The box's clock runs ahead of the machine's, for every process that is told where it stands."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from simulator import clock
from simulator.box import supervisor

_ASK = """
import time, hotline.wiring
print(hotline.wiring.utc_now().isoformat())
print(hotline.wiring.steady_seconds() - time.monotonic())
"""


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setenv(clock.CLOCK_FILE, str(tmp_path / "clock"))
    return tmp_path / "clock"


def ahead():
    return clock.utc_now() - datetime.now(UTC)


def test_without_a_file_it_is_the_machines(file):
    assert abs(ahead()) < timedelta(seconds=1)


def test_it_is_ahead_by_what_was_let_pass(file):
    clock.set_ahead(3600.5)

    assert abs(ahead() - timedelta(seconds=3600.5)) < timedelta(seconds=1)
    assert file.read_text() == "3600.500"
    assert list(file.parent.iterdir()) == [file]


@pytest.mark.parametrize("is_kept", [True, False])
def test_only_a_program_that_the_box_keeps_lives_by_it(file, is_kept):
    clock.set_ahead(7200)
    environment = supervisor.by_the_clock() if is_kept else dict(os.environ)
    done = subprocess.run(
        [sys.executable, "-c", _ASK], env=environment, cwd=Path(__file__).parents[2],
        capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip

    moment, steady = done.stdout.splitlines()
    found = datetime.fromisoformat(moment) - datetime.now(UTC)
    expected = timedelta(hours=2) if is_kept else timedelta(0)
    assert abs(found - expected) < timedelta(minutes=1)
    # What is periodic follows it too.
    assert abs(timedelta(seconds=float(steady)) - expected) < timedelta(seconds=1)
