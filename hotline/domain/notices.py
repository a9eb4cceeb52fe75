"""A kind of notice: its name in the table, and the class of its facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hotline.domain.facts import Facts, NoFacts, UnreadableFactsError
from hotline.domain.subjects import Subject

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True)
class NoticeKind(Generic[F]):
    """`name` is kept in `notices.kind`; the sentence in the catalogues is `notice.<name>`."""

    name: str
    facts: type[F]


@dataclass(frozen=True)
class NoticeHeader(Facts):
    """Whom and what a notice or an audit entry is about: names are looked up by these ids.

    `organizer_id`: who did it; None: the hotline itself. `inviter_id`: who had invited them.
    """

    organizer_id: int | None = None
    subject: Subject | None = None
    inviter_id: int | None = None
    draft_id: int | None = None
    fund_id: int | None = None


def header_of(kept: Mapping[str, Any]) -> NoticeHeader:
    """The header in the kept facts; empty if only a newer program can read it."""
    try:
        return NoticeHeader.from_facts(kept)
    except UnreadableFactsError:
        return NoticeHeader()


def plain_kind(name: str) -> NoticeKind[NoFacts]:
    """A kind of notice without facts."""
    return NoticeKind(name, NoFacts)
