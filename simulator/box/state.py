"""Where the running box is: a small file that the command line reads."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Tests run boxes of their own elsewhere, beside the one that somebody works with.
DATA = Path(os.environ.get("BOX_DATA") or ROOT / ".data")
_FILE = DATA / "box.json"


@dataclass(frozen=True)
class BoxState:
    """Addresses of what the box stands in for; None where the real one is used."""

    web: str
    phone: str | None
    chat: str | None
    line: str
    people: list[tuple[int, str]]
    page: str | None = None


def write_state(state: BoxState) -> None:
    """Say where we are."""
    DATA.mkdir(parents=True, exist_ok=True)
    _FILE.write_text(json.dumps(asdict(state)))


def forget_state() -> None:
    """We are no more."""
    _FILE.unlink(missing_ok=True)


def read_state() -> BoxState:
    """Where the box is. Exits with a sentence when none runs."""
    try:
        found = json.loads(_FILE.read_text())
    except FileNotFoundError:
        raise SystemExit("No hotline is running here. Start one with bin/run.") from None
    return BoxState(**found)
