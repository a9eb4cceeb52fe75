"""Pages: back and on, under whatever does not fit one message."""

from bot.screens.screen import Button
from hotline.words import Words


def page_row(words: Words, page: int, pages: int, data: str) -> list[list[Button]]:
    """`data` is the verb and its id; the page's number follows it."""
    row = []
    if page > 0:
        row.append(Button(words("button.back"), f"{data}:{page - 1}"))
    if page < pages - 1:
        row.append(Button(words("button.on"), f"{data}:{page + 1}"))
    return [row] if row else []
