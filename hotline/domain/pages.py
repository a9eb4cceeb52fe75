"""Pages of a list that may grow or shrink while somebody reads it."""


def place(page: int, entries: int, size: int) -> tuple[int, int]:
    """(page, pages): the page asked for, from 0, or the last one; and how many there are."""
    pages = max(1, -(-entries // size))
    return min(page, pages - 1), pages
