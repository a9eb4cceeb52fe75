"""The box's clock: this machine's clock, plus the seconds that time travel has added.

These seconds are in the file that `BOX_CLOCK` names, which all processes of the box read. Without
this variable the clock is the machine's. It goes back only when the box is emptied.
"""

import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

CLOCK_FILE = "BOX_CLOCK"


def utc_now() -> datetime:
    """The time in the box."""
    return datetime.now(UTC) + timedelta(seconds=ahead_seconds())


def unix_now() -> int:
    """The time in the box in whole seconds since 1970, as Telegram writes it."""
    return int(utc_now().timestamp())


def steady_seconds() -> float:
    """Seconds that go forward with the box's clock, whatever is done to the machine's."""
    return time.monotonic() + ahead_seconds()


def ahead_seconds() -> float:
    """How many seconds the box is ahead of this machine."""
    name = os.environ.get(CLOCK_FILE)
    if not name:
        return 0.0
    try:
        return float(Path(name).read_text())
    except (FileNotFoundError, ValueError):
        return 0.0


def set_ahead(seconds: float) -> None:
    """Put the box this far ahead from now on. Only one process at a time may call this."""
    file = Path(os.environ[CLOCK_FILE])
    # Replaced in one step: a process that reads now finds the old value or the new one.
    new = file.with_suffix(".new")
    new.write_text(f"{seconds:.3f}")
    new.replace(file)
