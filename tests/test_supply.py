"""What bin/supply says of licences and known holes: what was not looked at is not called fine."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(__file__).parents[1] / "bin"


@pytest.fixture
def says(tmp_path):
    """Runs one of its two programs over this content; (exit code, what it said)."""

    def run(program, content):
        path = tmp_path / "given.json"
        if content is not None:
            path.write_text(json.dumps(content))
        command = [sys.executable, BIN / program, path]
        found = subprocess.run(command, capture_output=True, text=True, check=False)
        return found.returncode, found.stdout.strip().split("\n")

    return run


def component(name, **more):
    return {"name": name, "version": "1.0", **more}


def test_each_component_has_its_licence(says):
    components = [
        component("flask", licenses=[{"license": {"id": "BSD-3-Clause"}}]),
        component("Babel", licenses=[{"expression": "BSD-3-Clause"}, {"license": {"name": "BSD"}}]),
    ]

    assert says(".licences.py", {"components": components}) == (
        0, ["Babel 1.0: BSD, BSD-3-Clause", "flask 1.0: BSD-3-Clause"],
    )  # fmt: skip


def test_one_that_says_none_ends_with_1(says):
    assert says(".licences.py", {"components": [component("odd")]}) == (1, ["odd 1.0: says none"])


HOLE = {"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}
NOT_LOOKED = (0, ["Known holes: not looked. Their database cannot be reached from here."])


@pytest.mark.parametrize(
    ("dependencies", "expected"),
    [
        pytest.param(
            [component("flask", vulns=[]), component("odd", skip_reason="not found")],
            (0, ["Known holes: 0, in 1 of 2 components looked at."]),
            id="none, and one that could not be asked about",
        ),
        pytest.param(
            [component("flask", vulns=[HOLE])],
            (1, ["flask 1.0: PYSEC-1, mended in 1.1",
                 "Known holes: 1, in 1 of 1 components looked at."]),
            id="a hole",
        ),
        pytest.param(
            [component("flask", skip_reason="not found")], NOT_LOOKED, id="nothing could be asked"
        ),
    ],
)  # fmt: skip
def test_a_hole_ends_with_1_and_what_was_not_looked_at_is_said(says, dependencies, expected):
    assert says(".holes.py", {"dependencies": dependencies}) == expected


def test_where_nothing_came_back_nothing_is_called_fine(says):
    assert says(".holes.py", None) == NOT_LOOKED
