"""List incidents, past and present, the newest first."""

from hotline.domain.incidents import Incident
from hotline.domain.pages import place
from hotline.store.database import Database
from hotline.store.incidents import count_incidents
from hotline.store.incidents import list_incidents as _list

PAGE = 6


def list_incidents(page: int, *, database: Database) -> tuple[list[Incident], int, int]:
    """List one page of incidents.

    Args:
        page: counts from 0; the last page if it is too high.

    Returns:
        (at most six incidents, the number of the page from 0, how many pages there are)
    """
    with database.transaction() as connection:
        page, pages = place(page, count_incidents(connection), PAGE)
        return _list(connection, limit=PAGE, offset=page * PAGE), page, pages
