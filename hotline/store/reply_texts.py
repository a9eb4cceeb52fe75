"""Queries on reply texts and on drafts of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update
from sqlalchemy.dialects.postgresql import distinct_on

from hotline.domain.languages import Texts
from hotline.domain.reply_texts import DraftStatus, ReplyText
from hotline.domain.settings import HotlineSettings
from hotline.store.tables import drafts, reply_texts


@dataclass(frozen=True)
class Draft:
    """A reply text that waits for its author's confirmation."""

    id: int
    organizer_id: int
    language: str
    body: str
    base_version: int
    status: DraftStatus
    expires_at: datetime


_NEWEST = (
    select(reply_texts)
    .where(reply_texts.c.language == bindparam("language"))
    .order_by(reply_texts.c.version.desc())
    .limit(1)
)

_NEWEST_OF_EACH = (
    select(reply_texts)
    .ext(distinct_on(reply_texts.c.language))
    .order_by(reply_texts.c.language, reply_texts.c.version.desc())
)


def current_text(connection: Connection, language: str) -> ReplyText | None:
    """The text in force in `language`; None: there is none, or it was removed."""
    newest = newest_text(connection, language)
    return None if newest is None or newest.removed_at is not None else newest


def newest_text(connection: Connection, language: str) -> ReplyText | None:
    """The newest version in `language`, also where it was removed; None: there never was one."""
    row = connection.execute(_NEWEST, {"language": language}).one_or_none()
    return None if row is None else _text(row)


def texts_in_force(connection: Connection, settings: HotlineSettings) -> Texts:
    """The newest version of each language that was not removed."""
    newest = [_text(row) for row in connection.execute(_NEWEST_OF_EACH)]
    there = {one.language: one for one in newest if one.removed_at is None}
    return Texts(there, settings.language, settings.country_languages)


def list_versions(
    connection: Connection, language: str, *, limit: int, offset: int
) -> list[ReplyText]:
    """The versions in `language`, the newest first."""
    query = select(reply_texts).where(reply_texts.c.language == language)
    ordered = query.order_by(reply_texts.c.version.desc()).limit(limit).offset(offset)
    return [_text(row) for row in connection.execute(ordered)]


def text_of_version(connection: Connection, language: str, version: int) -> ReplyText | None:
    """One version, or None."""
    query = select(reply_texts).where(
        reply_texts.c.language == language, reply_texts.c.version == version
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else _text(row)


def add_text(
    connection: Connection, language: str, body: str, *, author_id: int | None, now: datetime
) -> ReplyText:
    """Add the next version in `language`.

    Of two at the same time, the unique constraint lets only one through; the other raises
    SQLAlchemy's IntegrityError.
    """
    newest = select(func.coalesce(func.max(reply_texts.c.version), 0) + 1).where(
        reply_texts.c.language == language
    )
    row = connection.execute(
        insert(reply_texts)
        .values(
            language=language,
            version=newest.scalar_subquery(),
            body=body,
            author_id=author_id,
            created_at=now,
        )
        .returning(reply_texts)
    ).one()
    return _text(row)


def mark_removed(connection: Connection, text_id: int, removed_at: datetime | None) -> None:
    """Remove this text, the newest in its language; or put it back, with None."""
    statement = update(reply_texts).where(reply_texts.c.id == text_id)
    connection.execute(statement.values(removed_at=removed_at))


def latest_bodies(connection: Connection, limit: int) -> list[str]:
    """The newest texts, of any language, also those that are no longer in force."""
    query = select(reply_texts.c.body).order_by(reply_texts.c.id.desc()).limit(limit)
    return list(connection.execute(query).scalars())


def languages_with_text(connection: Connection) -> set[str]:
    """The languages that have at least one version, even if it was removed."""
    return set(connection.execute(select(reply_texts.c.language).distinct()).scalars())


def add_draft(connection: Connection, **values: object) -> Draft:
    """Add an open draft."""
    row = connection.execute(
        insert(drafts).values(status=DraftStatus.OPEN, **values).returning(drafts)
    )
    return _draft(row.one())


def get_draft(connection: Connection, draft_id: int) -> Draft | None:
    """The draft, or None."""
    row = connection.execute(select(drafts).where(drafts.c.id == draft_id)).one_or_none()
    return None if row is None else _draft(row)


def lock_draft(connection: Connection, draft_id: int) -> Draft | None:
    """Lock the draft; None: there is none."""
    query = select(drafts).where(drafts.c.id == draft_id).with_for_update()
    row = connection.execute(query).one_or_none()
    return None if row is None else _draft(row)


def renew_draft(connection: Connection, draft_id: int, *, expires_at: datetime) -> None:
    """Reopen a draft that a second person was asked about: its author can use it again."""
    statement = update(drafts).where(drafts.c.id == draft_id, drafts.c.status == DraftStatus.ASKED)
    connection.execute(statement.values(status=DraftStatus.OPEN, expires_at=expires_at))


def close_draft(connection: Connection, draft_id: int, status: DraftStatus) -> None:
    """Mark a draft kept, asked about or discarded."""
    connection.execute(update(drafts).where(drafts.c.id == draft_id).values(status=status))


def _text(row: Row[Any]) -> ReplyText:
    return ReplyText(
        id=row.id,
        language=row.language,
        version=row.version,
        body=row.body,
        created_at=row.created_at,
        author_id=row.author_id,
        removed_at=row.removed_at,
    )


def _draft(row: Row[Any]) -> Draft:
    return Draft(
        row.id,
        row.organizer_id,
        row.language,
        row.body,
        row.base_version,
        DraftStatus(row.status),
        row.expires_at,
    )
