"""A kind of notice: its name in the table, and the facts that such a notice holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from hotline.domain.facts import Facts, NoFacts, UnreadableFactsError
from hotline.domain.subjects import Subject

F = TypeVar("F", bound=Facts)


@dataclass(frozen=True)
class NoticeKind(Generic[F]):
    """`name` is kept in `notices.kind`, and its sentence in the catalogues is `notice.<name>`."""

    name: str
    facts: type[F]


@dataclass(frozen=True)
class NoticeHeader(Facts):
    """Whom and what a notice, or an audit entry, speaks of: its names are looked up by these.

    `organizer_id`: who did it; None: the hotline by itself. `inviter_id`: who had invited them.
    """

    organizer_id: int | None = None
    subject: Subject | None = None
    inviter_id: int | None = None
    draft_id: int | None = None


def header_of(kept: Mapping[str, Any]) -> NoticeHeader:
    """Without names, where only a newer program knows what it speaks of."""
    try:
        return NoticeHeader.from_facts(kept)
    except UnreadableFactsError:
        return NoticeHeader()


def plain_kind(name: str) -> NoticeKind[NoFacts]:
    """A kind whose name says it all."""
    return NoticeKind(name, NoFacts)
