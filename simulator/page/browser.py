"""Drives a browser for pictures of the page: opens it, texts the hotline, writes to the bot."""

import io
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from simulator.box.state import ROOT

FOLDER = ROOT / "docs" / "pictures"
FLAGS = ("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
          "--disable-component-update", "--disable-sync")  # fmt: skip
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
LOCALES = {"fr": "fr-FR", "en": "en-GB"}
# In each language, an owner who speaks it.
PEOPLE = {"fr": "Chloé", "en": "Alice"}
_SETTLES_MILLISECONDS = 1500


def find_browser() -> str | None:
    """The path of this machine's Chromium, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """A started Chromium, until the block ends. Exits with a message if there is none."""
    found = find_browser()
    if found is None:
        raise SystemExit("No Chromium on this machine (Debian: apt-get install chromium).")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=found, args=[*FLAGS])
        yield started
        started.close()


def open_page(
    browser: Browser,
    url: str,
    language: str,
    size: tuple[int, int],
    *,
    is_dark: bool = False,
    scale: float = 1,
) -> Page:
    """Open the page in this language, with the phone of an owner who speaks it."""
    context = browser.new_context(
        locale=LOCALES[language],
        color_scheme="dark" if is_dark else "light",
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(url)
    page.locator("[data-figure=received]").wait_for()
    page.locator("#person").select_option(PEOPLE[language])
    page.wait_for_timeout(_SETTLES_MILLISECONDS)
    return page


def tell_bot(page: Page, words: str) -> Locator:
    """Write to the bot and wait for its answer; the newest message."""
    mine = page.locator("#chat .message.mine")
    before = mine.count()
    page.locator("#words").fill(words)
    page.locator("#say button[type=submit]").click()
    mine.nth(before).wait_for()
    page.locator("#chat .message:not(.mine):last-child").wait_for()
    page.wait_for_timeout(_SETTLES_MILLISECONDS)
    return page.locator("#chat .message").last


def text_hotline(page: Page, words: str) -> None:
    """Send a text from the first handset."""
    page.locator(".handsets form input").first.fill(words)
    page.locator(".handsets form button[type=submit]").first.click()
    page.wait_for_timeout(_SETTLES_MILLISECONDS)


def keep(picture: bytes, name: str, *, colors: int = 128) -> None:
    """Save the picture with few colours, so that it is small enough for a repository."""
    image = with_few_colors(Image.open(io.BytesIO(picture)).convert("RGB"), colors)
    image.save(FOLDER / name, optimize=True)
    print(f"{name}: {(FOLDER / name).stat().st_size // 1024} kB", flush=True)


def with_few_colors(image: Image.Image, colors: int) -> Image.Image:
    """Reduce the colours by octree: it keeps the small green and red marks of the state."""
    return image.quantize(colors, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
