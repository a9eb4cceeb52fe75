"""Migrates the box's database, as a release does."""

import subprocess
import sys
from collections.abc import Mapping

from simulator.box.environment import OWN
from simulator.box.state import ROOT


def migrate(environment: Mapping[str, str], *, within_seconds: float | None = None) -> None:
    """Run `hotline migrate`, which prints why it fails. Raises CalledProcessError, TimeoutExpired.

    With a database of the box's own nothing else is printed. `within_seconds` None: wait as long
    as it takes.
    """
    command = [sys.executable, "-m", "hotline", "migrate"]
    is_own = "DATABASE_URL" in environment.get(OWN, "").split(",")
    # A new database is always reported as away; nobody needs to read that here.
    output = subprocess.PIPE if is_own else None
    done = subprocess.run(
        command, env=environment, cwd=ROOT, check=False, timeout=within_seconds,
        stdout=output, stderr=output, text=True,
    )  # fmt: skip
    if done.returncode:
        print(done.stdout or "", done.stderr or "", sep="", end="", file=sys.stderr, flush=True)
        raise subprocess.CalledProcessError(done.returncode, command)
