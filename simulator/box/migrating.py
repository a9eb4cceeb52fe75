"""Migrates the box's database, as a release does."""

import subprocess
import sys
from collections.abc import Mapping

from simulator.box.state import ROOT


def migrate(environment: Mapping[str, str], *, within_seconds: float | None = None) -> None:
    """Run `hotline migrate`, which prints why it fails. Raises CalledProcessError, TimeoutExpired.

    `within_seconds` None: wait as long as it takes.
    """
    command = [sys.executable, "-m", "hotline", "migrate"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, timeout=within_seconds)
