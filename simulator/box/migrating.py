"""Brings the box's database up to date, as a release does."""

import subprocess
import sys
from collections.abc import Mapping

from simulator.box.state import ROOT


def migrate(environment: Mapping[str, str], *, within_seconds: float | None = None) -> None:
    """Raises CalledProcessError if it failed, which has said why, and TimeoutExpired."""
    command = [sys.executable, "-m", "hotline", "migrate"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, timeout=within_seconds)
