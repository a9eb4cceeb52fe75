"""List the senders who reached us last, or those who are blocked."""

from hotline.domain.pages import place
from hotline.domain.people import Sender
from hotline.store.database import Database
from hotline.store.senders import blocked_senders, count_blocked, latest_senders

_PAGE = 8


def list_senders(*, database: Database, limit: int = 5) -> list[Sender]:
    """List the senders who reached us last, the latest first."""
    with database.transaction() as connection:
        return latest_senders(connection, database.vault, limit)


def list_blocked(page: int, *, database: Database) -> tuple[list[Sender], int, int]:
    """List one page of the blocked senders, the latest first.

    Args:
        page: counted from 0; a page past the end becomes the last one.

    Returns:
        (the senders of the page, the number of the page, how many pages there are).
    """
    with database.transaction() as connection:
        page, pages = place(page, count_blocked(connection), _PAGE)
        found = blocked_senders(connection, database.vault, limit=_PAGE, offset=page * _PAGE)
        return found, page, pages
