"""Pages of a list that grows and shrinks while somebody turns them."""


def place(page: int, entries: int, size: int) -> tuple[int, int]:
    """(the page asked for, counted from 0, or the last one there is; how many pages)."""
    pages = max(1, -(-entries // size))
    return min(page, pages - 1), pages
