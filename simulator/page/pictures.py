"""Make the pictures of the page for the guides: `python -m simulator.page.pictures`.

Runs a box of its own, acts before it as a newcomer would, and takes what the browser shows. Needs
a Chromium and the requirements of development.
"""

import io
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from simulator.box.own import own_box
from simulator.box.state import ROOT

_FOLDER = ROOT / "docs" / "pictures"
FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync")  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_DESKTOP, _PHONE = (1280, 1000), (390, 844)
_COLORS = 64
_FRAMES, _FRAME_SECONDS = 10, 2.0


def make_pictures() -> None:
    """Light, dark, phone, raid, and the short film of the raid."""
    with _box() as url, _browser() as browser:
        page = _open(browser, url, "fr-FR", "light", _DESKTOP)
        _greet(page, "Message au bot")
        _text(page, "Texto à la ligne", "salut c'est Thomas du bar")
        page.wait_for_timeout(2500)
        _keep(page.screenshot(), "two-phones.png")
        _keep(_shot(browser, url, "en-GB", "dark", _DESKTOP), "two-phones-dark.png")
        _keep(_shot(browser, url, "fr-FR", "light", _PHONE), "two-phones-small.png")
        _film(page)
        _keep(page.screenshot(), "two-phones-raid.png")


@contextmanager
def _box() -> Iterator[str]:
    made = tempfile.TemporaryDirectory(prefix="anti-relou-pictures-")
    with made as folder, own_box(Path(folder) / "data") as box:
        yield box.page


@contextmanager
def _browser() -> Iterator[Browser]:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        raise SystemExit("No Chromium on this machine (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
        yield browser
        browser.close()


def _open(browser: Browser, url: str, locale: str, scheme: str, size: tuple[int, int]) -> Page:
    context = browser.new_context(
        locale=locale,
        color_scheme="dark" if scheme == "dark" else "light",
        viewport={"width": size[0], "height": size[1]},
    )
    page = context.new_page()
    page.goto(url)
    page.locator("[data-figure=received]").wait_for()
    return page


def _shot(browser: Browser, url: str, locale: str, scheme: str, size: tuple[int, int]) -> bytes:
    page = _open(browser, url, locale, scheme, size)
    page.wait_for_timeout(1500)
    return page.screenshot()


def _greet(page: Page, label: str) -> None:
    page.locator("#person").select_option("Chloé")
    for words in ("/start", "/menu"):
        page.get_by_label(label).fill(words)
        page.locator("#say button[type=submit]").click()
        page.wait_for_timeout(1500)


def _text(page: Page, label: str, words: str) -> None:
    page.get_by_label(label).fill(words)
    page.locator(".handsets form button[type=submit]").click()


def _film(page: Page) -> None:
    """A raid at sixty times its speed, from the first text to the card."""
    page.locator("#scenario").select_option("raid-200")
    page.locator("#speed").select_option("10")
    page.locator("#start").click()
    frames = []
    for _ in range(_FRAMES):
        page.wait_for_timeout(_FRAME_SECONDS * 1000)
        frames.append(Image.open(io.BytesIO(page.screenshot())).convert("RGB"))
    small = [one.resize((740, 578)).quantize(_COLORS // 2) for one in frames]
    milliseconds = 700
    small[0].save(
        _FOLDER / "two-phones-raid.gif",
        save_all=True,
        append_images=small[1:],
        duration=[milliseconds] * (len(small) - 1) + [4 * milliseconds],
        loop=0,
        optimize=True,
    )
    page.locator("#stop").click()


def _keep(picture: bytes, name: str) -> None:
    """Small enough for a repository: few colours, no more than the eye wants."""
    image = Image.open(io.BytesIO(picture)).convert("RGB").quantize(_COLORS * 2)
    image.save(_FOLDER / name, optimize=True)
    print(f"{name}: {(_FOLDER / name).stat().st_size // 1024} kB")


if __name__ == "__main__":
    make_pictures()
