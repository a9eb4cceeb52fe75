"""A whole box with its real processes, and a real browser before its page."""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from simulator.box.private_box import PrivateBox, private_box
from simulator.page.browser import find_browser, open_browser

# An hour passes in four seconds, and a reply leaves within two more.
expect.set_options(timeout=15_000)


@pytest.fixture(scope="module")
def box(tmp_path_factory) -> Iterator[PrivateBox]:
    """A fresh one for each module: what one has done to it shows."""
    with private_box(tmp_path_factory.mktemp("box") / "data") as found:
        yield found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    if find_browser() is None:
        message = "no Chromium on this machine (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    with open_browser() as found:
        yield found


@pytest.fixture
def page(box: PrivateBox, browser: Browser) -> Iterator[Page]:
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
