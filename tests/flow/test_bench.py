"""`bin/bench` runs to its end and shows every target. How fast they are is nobody's promise."""

import subprocess
import sys

import pytest

from bench.receiving import KINDS, commands


# It starts six servers, beside all other tests.
@pytest.mark.timeout(420)
def test_a_short_round_measures_every_target_and_draws_it(tmp_path):
    asked = ["receiving", "door", "--count", "80", "--rounds", "1", "--out", str(tmp_path)]
    command = [sys.executable, "-m", "bench", *asked]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=400)

    assert done.returncode == 0, done.stderr
    for target in commands(1):
        assert f"| {target} | new senders | 64 |" in done.stdout
    for kind in KINDS:
        assert f"| hotline | {kind} | 16 |" in done.stdout
    assert "| 700 silent connections |" in done.stdout
    assert (tmp_path / "performance-receiving.png").stat().st_size > 1000
