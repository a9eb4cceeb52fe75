"""A private box, separate from the one that somebody works with: for tests and for pictures."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hotline.words import Words
from simulator.box.ports import Ports
from simulator.box.sentences import language_of
from simulator.box.state import DATA_FOLDER, ROOT

# Variables that a private box must not inherit: it must not find somebody's real accounts.
_CONFIGURED = (
    "DATABASE_URL", "REDIS_URL", "PUBLIC_URL", "PORT", "SECRET_KEY", "TWILIO_", "TELEGRAM_",
    "OWNER_", "REPLY_DELAY", "COUNTRIES", "CURRENCY", "DAILY_", "TOTAL_", "DEFAULT_", "TIMEZONE",
    "BOX_", "ALERT_URLS", "LC_ALL", "LC_MESSAGES",
)  # fmt: skip
_STARTS_WITHIN_SECONDS, _ENDS_WITHIN_SECONDS = 90.0, 30


@dataclass
class PrivateBox:
    """A `bin/run` with its data in `folder`. `environment`: also for commands that use the box."""

    folder: Path
    environment: dict[str, str]
    process: "subprocess.Popen[bytes]" = field(init=False)

    def __post_init__(self) -> None:
        """Start the box."""
        self.begin()

    @property
    def log(self) -> Path:
        """The file with what the box printed."""
        return self.folder.parent / f"{self.folder.name}.log"

    @property
    def page(self) -> str:
        """The address of the page with the two phones."""
        return str(self._state()["page"])

    @property
    def chat(self) -> str:
        """The address of the chat network."""
        return str(self._state()["chat"])

    def begin(self) -> None:
        """Start the process; also again after it has ended."""
        with self.log.open("w") as out:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "simulator", "run"],
                cwd=ROOT, env=self.environment, stdout=out, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip

    def wait(self) -> None:
        """Wait until everything runs. Raises TimeoutError with the end of what the box printed."""
        ends = time.monotonic() + _STARTS_WITHIN_SECONDS
        while not self._is_running():
            if time.monotonic() > ends or self.process.poll() is not None:
                raise TimeoutError(f"the box did not start: {self.log.read_text()[-2000:]}")
            time.sleep(0.1)

    def _is_running(self) -> bool:
        running = Words(language_of(self.environment))("box.running")
        return running in self.log.read_text().splitlines()

    def stop(self) -> None:
        """End the box, as Ctrl-C does."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=_ENDS_WITHIN_SECONDS)

    def _state(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.folder / "box.json").read_text())
        return found


@contextmanager
def private_box(folder: Path, settings: Mapping[str, str] | None = None) -> Iterator[PrivateBox]:
    """A box that runs until the block ends, and speaks English.

    `settings`: variables to set in its environment.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(_CONFIGURED)}
    set_here = {DATA_FOLDER: str(folder), "LC_MESSAGES": "C", "PYTHONUNBUFFERED": "1"}
    environment = kept | set_here | dict(settings or {})
    folder.mkdir(parents=True, exist_ok=True)
    # Two boxes that start at the same time must not both find a usual port free.
    Ports(folder).keep_others()
    box = PrivateBox(folder, environment)
    try:
        box.wait()
        yield box
    finally:
        box.stop()
