"""A whole box with its real processes, and a real browser before its page."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from simulator.page.pictures import BROWSERS, FLAGS
from tests.support.bots import wait_for

ROOT = Path(__file__).parents[2]
_OURS = ("DATABASE_URL", "REDIS_URL", "TWILIO_", "TELEGRAM_", "SECRET_KEY", "PUBLIC_URL", "PORT",
         "OWNER_", "REPLY_DELAY", "BOX_", "ALERT_URLS")  # fmt: skip


@dataclass
class Box:
    """A running box."""

    page: str
    process: "subprocess.Popen[bytes]"


@contextmanager
def running_box(folder: Path) -> Iterator[Box]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(_OURS)}
    # Long enough to see the countdown; the tests let the time pass.
    environment |= {"BOX_DATA": str(folder), "PYTHONUNBUFFERED": "1", "REPLY_DELAY": "5m"}
    log = folder / "run.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "simulator", "run"],
            cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
    try:
        wait_for(lambda: "The hotline is running." in log.read_text(), seconds=60)
        yield Box(json.loads((folder / "box.json").read_text())["page"], process)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=30)


@pytest.fixture(scope="module")
def box(tmp_path_factory) -> Iterator[Box]:
    """A fresh one for each module: what one has done to it shows."""
    with running_box(tmp_path_factory.mktemp("box")) as found:
        yield found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        message = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
        yield browser
        browser.close()


@pytest.fixture
def page(box: Box, browser: Browser) -> Iterator[Page]:
    """The page in English; whatever the browser complains about fails the test."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1400, "height": 950})
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda m: complaints.append(m.text) if m.type == "error" else None)
    page.goto(box.page)
    yield page
    context.close()
    assert complaints == []
