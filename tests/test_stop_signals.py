"""One signal stops; more of them, as some platforms send, do not cut what is under way."""

import signal
import subprocess
import sys

import pytest

from hotline.stop_signals import StopSignals

_PROGRAM = """
import signal, sys, time
from hotline.stop_signals import StopSignals, ignore_signals
stopping = []
StopSignals(lambda: stopping.append(1)).listen()
print("ready", flush=True)
while not stopping:
    time.sleep(0.01)
print("stopping", flush=True)
sys.stdin.readline()
ignore_signals()
print("done", len(stopping), flush=True)
sys.stdin.readline()
"""


def test_a_second_signal_is_ignored_for_25_seconds():
    asked, times = [], [100.0]
    signals = StopSignals(lambda: asked.append(1), clock=lambda: times[0])
    for passed in (0, 0.1, 2, 24.9):
        times[0] = 100 + passed
        signals.receive(signal.SIGTERM)

    assert asked == [1]
    assert signals.has_come


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_process_ends_with_its_own_exit_code_however_often_it_is_told(number):
    process = subprocess.Popen(
        [sys.executable, "-c", _PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout.readline() == "ready\n"
    process.send_signal(number)
    assert process.stdout.readline() == "stopping\n"
    process.send_signal(number)
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.stdout.readline() == "done 1\n"
    process.send_signal(number)
    process.stdin.write("\n")
    process.stdin.flush()
    assert process.wait(timeout=10) == 0


def test_who_does_not_end_is_ended_by_a_late_signal():
    program = _PROGRAM.replace(
        "StopSignals(lambda: stopping.append(1))",
        "StopSignals(lambda: stopping.append(1), clock=iter([0.0, 26.0]).__next__)",
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    assert process.stdout.readline() == "stopping\n"
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=10) == -signal.SIGTERM
