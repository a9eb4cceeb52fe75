"""A whole box: what the worker does now and then follows its clock; emptying ends with the bot."""

import json
import re
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
import requests

from simulator.box.private_box import private_box
from tests.support.bots import wait_for

ROOT = Path(__file__).parents[2]
# A text to a French number costs 0.0075; organizers see it in the status.
_FIVE_TEXTS = r"received texts €0\.0[34]"


@pytest.fixture
def box(tmp_path):
    with private_box(tmp_path / "data") as found:
        yield found


def run(box, *words, expects=0):
    done = subprocess.run(
        [sys.executable, "-m", "simulator", *words],
        cwd=ROOT, env=box.environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == expects, (words, done.stdout, done.stderr)
    return done.stdout


def kept(box):
    """How many texts the hotline has."""
    with requests.get(f"{box.page}/live", stream=True, timeout=10) as live:
        return json.loads(next(live.iter_lines()).removeprefix(b"data: "))["received"]


def answers(box):
    """Whether the webhook is there."""
    with suppress(requests.RequestException):
        state = json.loads((box.folder / "box.json").read_text())
        return requests.get(f"{state['web']}/healthz", timeout=2).status_code == 200


def status(box):
    return run(box, "chat", "/status")


@pytest.mark.timeout(240)
def test_texts_of_the_first_seconds_are_counted_also_when_hours_pass_at_once(box):
    run(box, "empty")
    for n in range(5):
        run(box, "text", f"+3361111111{n}", "salut toi")
    # Longer than a count looks back.
    run(box, "pass", "2h")

    assert re.search(_FIVE_TEXTS, status(box))


@pytest.mark.timeout(240)
def test_emptying_has_ended_once_the_bot_answers(box):
    run(box, "text", "+33612345678", "salut toi")
    said = run(box, "empty")
    began = time.monotonic()
    answer = run(box, "chat", "/start")

    assert said.splitlines()[-1] == "The hotline is empty, as on its first day."
    assert "Waiting for the bot" in said
    assert answer.startswith("bot: Hello Alice.")
    assert time.monotonic() - began < 8


@pytest.mark.timeout(240)
def test_a_text_that_was_missed_is_fetched_once_ten_minutes_have_passed(box):
    """By this machine's clock it would take five."""
    run(box, "chat", "/start")
    web = psutil.Process(int((box.folder / "web.pid").read_text()))
    for process in [web, *web.children(recursive=True)]:
        process.kill()
    missed = run(box, "text", "+33612345678", "salut toi", expects=1)
    assert "did not take it" in missed
    assert kept(box) == 0
    wait_for(lambda: answers(box), seconds=30)
    run(box, "pass", "10m")

    wait_for(lambda: kept(box) == 1, seconds=10)
