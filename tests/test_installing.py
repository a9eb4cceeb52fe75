"""`bin/run` and `bin/test` set up what they need, and mend what is half done."""

import os
import runpy
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
AS_PIP = runpy.run_path(str(ROOT / "bin/.uv_as_pip.py"))

# Stands in for Python: notes what it was asked, and makes an environment that has it as its Python.
_PYTHON = """#!/bin/sh
echo "$*" >>"$CALLS"
case "$*" in
  "-V") echo "Python ${VERSION:-3.12.1}" ;;
  "-m venv --clear .venv") rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
  *requirements-uv.txt*) exit "${NO_UV_HERE:-0}" ;;
  *.uv_as_pip.py*) [ -z "${KILLED:-}" ] || kill -9 $PPID; exit "${UV_FAILS:-0}" ;;
  *"pip install"*) echo "Collecting flask"; exit "${PIP_FAILS:-0}" ;;
esac
"""
_BOTH = "-r requirements.txt -r requirements-box.txt"


@pytest.fixture
def folder(tmp_path):
    """A project in a folder with a space, a quote and an accent in its name."""
    folder = tmp_path / "c'est à moi"
    (folder / "bin").mkdir(parents=True)
    shutil.copy(ROOT / "bin/.venv.sh", folder / "bin")
    for name in ("", "-box", "-dev", "-uv"):
        (folder / f"requirements{name}.txt").write_text(f"some{name}==1\n")
    python = folder / "python3"
    python.write_text(_PYTHON)
    python.chmod(0o755)
    return folder


def set_up(folder, what="FOR_THE_BOX", **more):
    """(exit code, what was printed, [what Python was asked to do])"""
    calls = folder / "calls"
    calls.write_text("")
    environment = {"PATH": os.environ["PATH"], "CALLS": str(calls)} | more
    done = subprocess.run(
        ["bash", "-c", f'set -euo pipefail; source bin/.venv.sh; ensure_venv "${{{what}[@]}}"'],
        cwd=folder, env={**environment, "PYTHON": str(folder / "python3")}, capture_output=True,
        text=True, timeout=30, check=False,
    )  # fmt: skip
    asked = [line for line in calls.read_text().splitlines() if not line.startswith(("-c", "-V"))]
    return done.returncode, done.stdout + done.stderr, asked


def test_the_first_time_pip_brings_uv_and_uv_the_rest(folder):
    code, said, asked = set_up(folder)

    assert code == 0
    assert "Setting up .venv" in said
    assert asked[0] == "-m venv --clear .venv"
    assert "--require-hashes --only-binary :all: -r requirements-uv.txt" in asked[1]
    assert asked[2] == f"bin/.uv_as_pip.py {_BOTH}"
    assert len(asked) == 3
    assert set_up(folder) == (0, "", [])


@pytest.mark.parametrize("trouble", ["NO_UV_HERE", "UV_FAILS"])
def test_where_there_is_no_uv_pip_does_it_alone(folder, trouble):
    code, said, asked = set_up(folder, **{trouble: "1"})

    assert code == 0
    assert "pip does it" in said
    assert "flask" in said
    assert asked[-1].endswith(f"--require-hashes {_BOTH}")
    assert set_up(folder) == (0, "", [])


def test_the_box_has_what_it_needs_and_tests_add_theirs(folder):
    set_up(folder)

    asked = set_up(folder, "FOR_TESTS")[2]
    assert asked[-1] == f"bin/.uv_as_pip.py {_BOTH} -r requirements-dev.txt"
    assert "-m venv --clear .venv" not in asked
    assert set_up(folder, "FOR_TESTS")[2] == set_up(folder)[2] == []


@pytest.mark.parametrize("change", ["requirements", "python"])
def test_what_has_changed_is_installed(folder, change):
    set_up(folder, "FOR_TESTS")
    if change == "requirements":
        (folder / "requirements-box.txt").write_text("some-box==2\n")
        asked = set_up(folder)[2]
    else:
        asked = set_up(folder, VERSION="3.13.0")[2]

    assert asked[-1] == f"bin/.uv_as_pip.py {_BOTH}"


def test_an_interrupted_installation_is_begun_again_by_the_next_start(folder):
    assert set_up(folder, KILLED="yes")[0] != 0
    (folder / ".venv/half-written").touch()

    code, _, asked = set_up(folder)
    assert (code, asked[0]) == (0, "-m venv --clear .venv")
    assert not (folder / ".venv/half-written").exists()


def test_an_interrupted_update_too(folder):
    set_up(folder)
    (folder / "requirements.txt").write_text("some==2\n")
    set_up(folder, KILLED="yes")

    assert set_up(folder)[2][0] == "-m venv --clear .venv"


def test_a_failure_says_why_and_the_next_start_tries_again(folder):
    code, said, _ = set_up(folder, UV_FAILS="1", PIP_FAILS="1")

    assert code != 0
    assert "Collecting flask" in said
    assert "could not be installed" in said
    assert set_up(folder)[0] == 0


@pytest.mark.parametrize(
    ("variables", "is_french"),
    [
        ({"LANG": "fr_FR.UTF-8"}, True),
        ({"LANG": "fr"}, True),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_BE"}, True),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "C"}, False),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": ""}, True),
        ({"LANG": "fry_NL.UTF-8"}, False),
        ({}, False),
    ],
)
def test_it_speaks_french_where_the_system_does(folder, variables, is_french):
    said = set_up(folder, **variables)[1]

    assert said.startswith("Préparation de .venv" if is_french else "Setting up .venv")


def test_what_pip_was_told_holds_for_uv():
    listed = r"""
global.index-url='https://old.example/simple'
install.index-url='https://user:secret@mine.example/simple'
global.extra-index-url='\nhttps://a.example/simple\nhttps://b.example/simple'
global.trusted-host='a.example b.example'
list.format='columns'
:env:.find-links='/wheels /more'
:env:.cert='/etc/ca.crt'
global.cert='/etc/other.crt'
"""
    settings = AS_PIP["read_pip_settings"](listed)
    variables = AS_PIP["uv_variables"](settings, {"UV_HTTP_TIMEOUT": "9"})

    assert variables["UV_DEFAULT_INDEX"] == "https://user:secret@mine.example/simple"
    assert variables["UV_INDEX"] == "https://a.example/simple https://b.example/simple"
    assert variables["SSL_CERT_FILE"] == "/etc/ca.crt"
    assert "ALL_PROXY" not in variables
    options = AS_PIP["uv_options"](settings)
    assert options == [
        "--find-links", "/wheels", "--find-links", "/more",
        "--allow-insecure-host", "a.example", "--allow-insecure-host", "b.example",
    ]  # fmt: skip
    # Whoever runs `ps` sees no password of an index.
    assert "secret" not in " ".join(options)


@pytest.mark.parametrize("own", ["UV_DEFAULT_INDEX", "UV_INDEX_URL"])
def test_what_is_set_for_uv_itself_stays(own):
    settings = {"index-url": "https://pips.example/simple"}

    assert "UV_DEFAULT_INDEX" not in AS_PIP["uv_variables"](settings, {own: "https://x.example"})


@pytest.mark.parametrize(("value", "is_off"), [("1", True), ("true", True), ("0", False)])
def test_no_index_is_no_index(value, is_off):
    assert ("--no-index" in AS_PIP["uv_options"]({"no-index": value})) is is_off
