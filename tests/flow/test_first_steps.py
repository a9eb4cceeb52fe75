"""The first steps, as a person follows them: `bin/run`, then every command of the guide."""

import os
import re
import shlex
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from simulator.box.private_box import private_box

ROOT = Path(__file__).parents[2]


@pytest.fixture
def language():
    """What the system speaks."""
    return "en_GB.UTF-8"


@pytest.fixture
def box(tmp_path, language):
    with private_box(tmp_path / "the data", {"LC_MESSAGES": language}) as found:
        yield found


def steps(guide):
    """[(command, expected lines)] of the guide's console blocks."""
    found = []
    for block in re.findall(r"```console\n(.*?)```", (ROOT / "docs" / guide).read_text(), re.S):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return found


def fits(expected, shown):
    """`…` alone on a line stands for any lines, and within a line for any characters."""
    pattern = "".join(
        r"(?:.*\n)*" if line == "…" else re.escape(line).replace("…", ".*") + r"\n"
        for line in expected
    )
    return re.fullmatch(
        pattern, shown.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")
    )


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    ("guide", "language"),
    [("first-steps.md", "en_GB.UTF-8"), ("premiers-pas.md", "fr_FR.UTF-8")],
)
def test_a_person_can_follow_the_first_steps(box, guide, language):
    found = steps(guide)
    assert len(found) >= 15
    for command, expected in found:
        words = shlex.split(command)
        assert words[0] == ".venv/bin/python"
        done = subprocess.run(
            [sys.executable, *words[1:]],
            cwd=ROOT, env=box.environment, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert fits(expected, done.stdout), (command, done.stdout, done.stderr)
        assert done.returncode == 0, command

    children = psutil.Process(box.process.pid).children(recursive=True)
    os.killpg(box.process.pid, signal.SIGINT)  # as the terminal does: to all of the group
    assert box.process.wait(timeout=30) == 0
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []
    assert not (box.folder / "postgres" / "postmaster.pid").exists()
    assert not (box.folder / "box.json").exists()
    assert "Traceback" not in box.log.read_text()
    assert "698765432" not in box.log.read_text()


def running(box):
    """The box's own processes, PostgreSQL aside: it is found and used again."""
    found = psutil.Process(box.process.pid).children(recursive=True)
    return [one for one in found if "postgres" not in one.name()]


@pytest.mark.timeout(300)
def test_what_a_killed_box_left_behind_is_ended_by_the_next(box):
    left = running(box)
    assert len(left) >= 5
    box.process.kill()
    box.process.wait(timeout=10)
    assert any(one.is_running() for one in left)
    box.begin()

    box.wait()
    _, alive = psutil.wait_procs(left, timeout=5)
    assert alive == []

    os.killpg(box.process.pid, signal.SIGINT)
    assert box.process.wait(timeout=30) == 0
    assert not (box.folder / "postgres" / "postmaster.pid").exists()


def test_a_closed_terminal_ends_everything(tmp_path, box):
    """SIGHUP to the group; that nobody can be told any more is part of it."""
    left = running(box)
    os.killpg(box.process.pid, signal.SIGHUP)
    box.process.wait(timeout=30)

    _, alive = psutil.wait_procs(left, timeout=10)
    assert alive == []


def test_a_second_box_says_that_one_runs_already(box):
    second = subprocess.run(
        [sys.executable, "-m", "simulator", "run"],
        cwd=ROOT, env=box.environment, capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip

    assert second.returncode != 0
    assert "runs here already" in second.stderr


def test_without_a_box_the_command_line_says_how_to_start_one(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "simulator", "text", "+33612345678", "salut"],
        cwd=ROOT, env={**os.environ, "BOX_DATA": str(tmp_path)}, capture_output=True, text=True,
        timeout=30, check=False,
    )  # fmt: skip

    assert done.returncode == 1
    assert "Start one with bin/run" in done.stderr
