"""Make the pictures of the guides again: `python -m simulator.page.pictures`.

Runs a private box, uses the page as people would, and takes screenshots. Needs a Chromium and
requirements-dev.txt.
"""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from simulator.box.private_box import private_box
from simulator.page.browser import (
    FOLDER,
    LOCALES,
    keep,
    open_browser,
    open_page,
    tell_bot,
    text_hotline,
    with_few_colors,
)

_DESKTOP, _PHONE = (1280, 1000), (390, 844)
_FILM = (640, 500)
_FRAMES, _FRAME_MILLISECONDS, _SHOWN_MILLISECONDS = 14, 2200, 900
_FILM_COLORS, _CARD_COLORS = 48, 64
_CARD_SCALE = 1.5
_RAID_AT_FRAME = 4
_NUMBER = "+33612345678"


def make_pictures() -> None:
    """Make the page light, dark, small and in a raid; the film; and cards in both languages."""
    made = tempfile.TemporaryDirectory(prefix="anti-relou-pictures-")
    with made as folder, private_box(Path(folder) / "data") as box, open_browser() as found:
        pages = {one: open_page(found, box.page, one, _DESKTOP) for one in LOCALES}
        for page in pages.values():
            tell_bot(page, "/start").locator(".buttons button").last.click()
        _page_pictures(found, box.page, pages["fr"])
        _quiet_cards(found, box.page)
        _raid(found, box.page, pages["fr"])


def _page_pictures(found: Browser, url: str, page: Page) -> None:
    text_hotline(page, "salut c'est Thomas du bar")
    tell_bot(page, "/menu")
    keep(page.screenshot(), "two-phones.png")
    for language, size, is_dark, name in (
        ("en", _DESKTOP, True, "two-phones-dark.png"),
        ("fr", _PHONE, False, "two-phones-small.png"),
    ):
        keep(open_page(found, url, language, size, is_dark=is_dark).screenshot(), name)


def _quiet_cards(found: Browser, url: str) -> None:
    for language in LOCALES:
        page = _card_page(found, url, language)
        for name, words in (
            ("menu", "/menu"),
            ("sender", f"/sender {_NUMBER}"),
            ("budget", "/budget"),
        ):
            _keep_card(tell_bot(page, words), name, language)
        tell_bot(page, "/doctor")
        answer = page.locator("#chat .message", has=page.locator(".buttons")).last
        answer.locator(".buttons button").nth(2).wait_for(timeout=60_000)
        _keep_card(answer, "doctor", language)
        page.context.close()


def _raid(found: Browser, url: str, page: Page) -> None:
    """Film a raid of forty minutes and the calm after it, at speed 600."""
    page.locator("#speed").select_option("600")
    page.locator("[data-scenario=raid]").click()
    page.evaluate("window.scrollTo(0, 0)")
    frames = [page.screenshot()]
    for number in range(_FRAMES):
        page.wait_for_timeout(_FRAME_MILLISECONDS)
        frames.append(page.screenshot())
        if number == _RAID_AT_FRAME:
            keep(frames[-1], "two-phones-raid.png")
            _raid_cards(found, url, "raid")
    page.locator("[data-scenario=raid][aria-disabled=false]").wait_for(timeout=120_000)
    page.wait_for_timeout(_FRAME_MILLISECONDS)
    frames.append(page.screenshot())
    _keep_film(frames)
    _raid_cards(found, url, "over")


def _raid_cards(found: Browser, url: str, name: str) -> None:
    for language in LOCALES:
        page = _card_page(found, url, language)
        card = page.locator("#chat .message", has=page.locator("img")).last
        card.locator("img").wait_for()
        _keep_card(card, name, language)
        page.context.close()


def _card_page(found: Browser, url: str, language: str) -> Page:
    """A tall page, so that the longest card fits into the chat."""
    return open_page(found, url, language, (1200, 2400), scale=_CARD_SCALE)


def _keep_card(card: Locator, name: str, language: str) -> None:
    card.page.eval_on_selector(".organizer", "phone => { phone.style.height = '2200px'; }")
    card.scroll_into_view_if_needed()
    keep(card.screenshot(), f"card-{name}.{language}.png", colors=_CARD_COLORS)


def _keep_film(frames: list[bytes]) -> None:
    name = "two-phones-raid.gif"
    small = [
        with_few_colors(Image.open(io.BytesIO(one)).convert("RGB").resize(_FILM), _FILM_COLORS)
        for one in frames
    ]
    small[0].save(
        FOLDER / name,
        save_all=True,
        append_images=small[1:],
        duration=[_SHOWN_MILLISECONDS] * (len(small) - 1) + [5 * _SHOWN_MILLISECONDS],
        loop=0,
        optimize=True,
    )
    print(f"{name}: {(FOLDER / name).stat().st_size // 1024} kB", flush=True)


if __name__ == "__main__":
    make_pictures()
