"""Whatever a test has written, its typed class must read: audit entries, notices, proposals."""

from typing import Any

from sqlalchemy import text

from bot.screens.notices import SENTENCES
from hotline.domain.acts import Act, act_notice
from hotline.domain.checkups import UNWELL
from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.store.database import Database
from hotline.usecases.acts import request_approval
from hotline.usecases.proposals.act_table import ACTS
from hotline.usecases.reports.tell_digest import DIGEST, WEEKLY

_ABOUT_PROPOSALS = [one for one in vars(request_approval).values() if isinstance(one, NoticeKind)]
_OTHERS = (DIGEST, WEEKLY, UNWELL, *_ABOUT_PROPOSALS)
_NOTICES: dict[str, type[Facts]] = {kind: one.facts for kind, one in SENTENCES.items()} | {
    kind.name: kind.facts for kind in _OTHERS
}
_ACTS = {act_notice(act) for act in Act}
_HEADER = ("organizer_id", "subject")


def check_facts(database: Database) -> None:
    """Raises AssertionError, or UnreadableFactsError."""
    for verb, kept in _rows(database, "SELECT verb, facts FROM audit_entries"):
        row = ACTS[Act(verb)]
        classes = [row.facts, *([row.undo.kept] if row.undo else [])]
        _assert_read(classes, kept)
    for kind, kept in _rows(database, "SELECT kind, facts FROM notices"):
        if kind in _NOTICES:
            of_kind = {k: v for k, v in kept.items() if kind not in _ACTS or k not in _HEADER}
            _assert_read([_NOTICES[kind]], of_kind)
    for act, kept in _rows(database, "SELECT act, facts FROM proposals"):
        deed = ACTS[Act(act)].deed
        assert deed is not None, act
        _assert_read([deed.facts], kept)


def _assert_read(classes: list[type[Facts]], kept: dict[str, Any]) -> None:
    """Nothing of what was kept is lost on the way through the classes and back."""
    found: dict[str, Any] = {}
    for one in classes:
        found |= one.from_facts(kept).to_facts()
    assert found | kept == found, (classes, kept)


def _rows(database: Database, query: str) -> list[tuple[str, dict[str, Any]]]:
    with database.transaction() as connection:
        return [(row[0], row[1]) for row in connection.execute(text(query))]
