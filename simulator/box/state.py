"""The addresses of the running box, in a small file that the command line reads."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from simulator.box.sentences import words

ROOT = Path(__file__).resolve().parents[2]
# The setting with the folder of the box's data. A private box has it elsewhere, separate from the
# box that somebody works with.
DATA_FOLDER = "BOX_DATA"
DATA = Path(os.environ.get(DATA_FOLDER) or ROOT / ".data").absolute()
_FILE = DATA / "box.json"
# How long the bot may take until it answers again, after the box was emptied.
BACK_WITHIN_SECONDS = 60


@dataclass(frozen=True)
class BoxState:
    """Addresses of the box's parts; None where the real service is used."""

    web: str
    phone: str | None
    chat: str | None
    line: str
    people: list[tuple[int, str]]
    page: str | None = None


def write_state(state: BoxState) -> None:
    """Write the addresses for the command line."""
    DATA.mkdir(parents=True, exist_ok=True)
    _FILE.write_text(json.dumps(asdict(state)))


def forget_state() -> None:
    """Delete the file: the box has ended."""
    _FILE.unlink(missing_ok=True)


def read_state() -> BoxState:
    """The addresses of the running box. Exits with a message if none runs."""
    try:
        found = json.loads(_FILE.read_text())
    except FileNotFoundError:
        raise SystemExit(words("box.none_runs")) from None
    return BoxState(**found)
