"""The box's clock: this machine's, ahead by what people have let pass.

The seconds are in the file that `BOX_CLOCK` names, which all of the box's processes read; without
one the clock is the machine's. It goes back only when the box is emptied.
"""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

CLOCK_FILE = "BOX_CLOCK"


def utc_now() -> datetime:
    """What time it is in the box."""
    return datetime.now(UTC) + timedelta(seconds=ahead_seconds())


def unix_now() -> int:
    """The same, in whole seconds since 1970, as Telegram has it."""
    return int(utc_now().timestamp())


def ahead_seconds() -> float:
    """By how much the box is ahead of this machine."""
    name = os.environ.get(CLOCK_FILE)
    if not name:
        return 0.0
    try:
        return float(Path(name).read_text())
    except (FileNotFoundError, ValueError):
        return 0.0


def set_ahead(seconds: float) -> None:
    """The box is so far ahead from now on. One process at a time may say so."""
    file = Path(os.environ[CLOCK_FILE])
    # Whoever reads meanwhile finds the one or the other.
    new = file.with_suffix(".new")
    new.write_text(f"{seconds:.3f}")
    new.replace(file)
