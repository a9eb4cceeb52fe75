"""List incidents, past and present, the newest first."""

from hotline.domain.incidents import Incident
from hotline.domain.pages import place
from hotline.store.database import Database
from hotline.store.incidents import count_incidents
from hotline.store.incidents import list_incidents as _list

PAGE = 6


def list_incidents(page: int, *, database: Database) -> tuple[list[Incident], int, int]:
    """(those of the page, or of the last one there is; its number; how many pages)."""
    with database.transaction() as connection:
        page, pages = place(page, count_incidents(connection), PAGE)
        return _list(connection, limit=PAGE, offset=page * PAGE), page, pages
