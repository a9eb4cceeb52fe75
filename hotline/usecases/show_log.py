"""Show the log: what was done by whom, the newest first; by one person, or about one sender."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hotline.domain.pages import place
from hotline.store.audit import count_entries, list_entries
from hotline.store.database import Database
from hotline.usecases.find_waiting_notices import complete_facts

PAGE = 8


@dataclass(frozen=True)
class LogEntry:
    """One act. `facts` hold names and handles too, as they are now."""

    verb: str
    at: datetime
    facts: dict[str, Any] = field(repr=False)


@dataclass(frozen=True)
class LogPage:
    """`by`: an organizer's id; `on`: a sender's; None: everything."""

    entries: list[LogEntry]
    page: int
    pages: int
    by: int | None = None
    on: int | None = None


def show_log(
    page: int, *, database: Database, by: int | None = None, on: int | None = None
) -> LogPage:
    """Everybody on the team may look."""
    subject = None if on is None else f"sender:{on}"
    with database.transaction() as connection:
        count = count_entries(connection, organizer_id=by, subject=subject)
        page, pages = place(page, count, PAGE)
        found = list_entries(
            connection, organizer_id=by, subject=subject, limit=PAGE, offset=page * PAGE
        )
        entries = []
        for one in found:
            facts = {**one.facts, "organizer_id": one.organizer_id, "subject": one.subject}
            complete = complete_facts(connection, database, facts)
            entries.append(LogEntry(one.verb, one.created_at, complete))
        return LogPage(entries, page, pages, by, on)
