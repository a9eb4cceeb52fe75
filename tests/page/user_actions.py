"""What a newcomer does before the page."""

from itertools import count

from playwright.sync_api import Locator, Page

NUMBERS = (f"+3361{n:07}" for n in count(2_000_000))


def handset(page: Page, number: str) -> Locator:
    """That phone, put on the page."""
    page.get_by_label("Another phone").fill(number)
    page.get_by_role("button", name="Add").click()
    return page.get_by_role("article", name=number)


def text(phone: Locator, words: str) -> None:
    phone.get_by_label("Text to the hotline").fill(words)
    phone.get_by_role("button", name="Send").click()


def bot(page: Page) -> Locator:
    """The organizer's chat."""
    return page.locator("#chat")


def tell_bot(page: Page, words: str) -> None:
    page.get_by_label("Message to the bot").fill(words)
    page.locator("#say").get_by_role("button", name="Send").click()
