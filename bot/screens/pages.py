"""Pages: buttons back and on, under a list that does not fit into one message."""

from bot.screens.screen import Button
from hotline.words import Words


def page_row(words: Words, page: int, pages: int, data: str) -> list[list[Button]]:
    """The row, if there is more than one page. `data`: verb and id; the page's number follows."""
    row = []
    if page > 0:
        row.append(Button(words("button.back"), f"{data}:{page - 1}"))
    if page < pages - 1:
        row.append(Button(words("button.on"), f"{data}:{page + 1}"))
    return [row] if row else []
