"""Show the log: who did what, the newest first; all of it, or by one person, or on one sender."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from hotline.domain import subjects
from hotline.domain.notices import header_of
from hotline.domain.pages import place
from hotline.store.audit import AuditEntry, count_entries, list_entries
from hotline.store.database import Database
from hotline.usecases.reports.find_names import Names, find_names

PAGE = 8


@dataclass(frozen=True)
class LogEntry:
    """One act. `kept`: its facts as JSON; `names`: the names and handles in it, as they are now."""

    verb: str
    at: datetime
    kept: Mapping[str, Any] = field(repr=False)
    names: Names = field(repr=False)
    id: int


@dataclass(frozen=True)
class LogPage:
    """One page. `by`: only this organizer's acts; `on`: only acts on this sender; None: all."""

    entries: list[LogEntry]
    page: int
    pages: int
    by: int | None = None
    on: int | None = None


def show_log(
    page: int, *, database: Database, by: int | None = None, on: int | None = None
) -> LogPage:
    """Show one page of the log. Everybody on the team may look.

    Args:
        page: counted from 0; a page past the end becomes the last one.
        by: the id of an organizer; None: of everybody.
        on: the id of a sender; None: on everything.
    """
    subject = None if on is None else subjects.sender(on)
    with database.transaction() as connection:
        count = count_entries(connection, organizer_id=by, subject=subject)
        page, pages = place(page, count, PAGE)
        found = list_entries(
            connection, organizer_id=by, subject=subject, limit=PAGE, offset=page * PAGE
        )
        entries = []
        for one in found:
            header = replace(
                header_of(one.kept), organizer_id=one.organizer_id, subject=one.subject
            )
            entries.append(_entry(one, find_names(connection, database, header)))
        return LogPage(entries, page, pages, by, on)


def _entry(entry: AuditEntry, names: Names) -> LogEntry:
    return LogEntry(entry.verb, entry.created_at, entry.kept, names, entry.id)
