"""Draft a new reply text. Nothing changes until its author confirms it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError
from hotline.domain.languages import languages_of
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import DraftStatus, clean_text
from hotline.domain.segments import plain_spelling
from hotline.store.database import Database
from hotline.store.reply_texts import (
    Draft,
    add_draft,
    close_draft,
    current_text,
    lock_draft,
    texts_in_force,
)
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.reply_texts.cost_text import TextCost, cost_text

_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class DraftPreview:
    """A draft, and `before`: what it would replace (None: the first in its language).

    `plainer`: the cheaper spelling, if there is one. `spoken_in`: those of our countries where its
    language is spoken, whether or not they get it.
    """

    draft_id: int
    language: str
    cost: TextCost
    before: TextCost | None
    plainer: TextCost | None
    spoken_in: list[str]


@dataclass(frozen=True)
class WhichLanguage:
    """Senders get several languages: a draft whose author is asked which one it is in.

    `read`: {language: countries}, of all that senders get.
    """

    draft_id: int
    read: dict[str, list[str]]


def write_reply_text(
    actor: Organizer, text: str, *, database: Database, now: datetime
) -> DraftPreview | WhichLanguage:
    """Store a draft in the language that senders get; if they get several, ask which is meant.

    Raises as `draft_reply_text` does.
    """
    require_organizer(actor)
    body = clean_text(text)
    with database.transaction() as connection:
        settings = read_settings(connection)
        read = texts_in_force(connection, settings).read_in(settings.countries)
        if len(read) > 1:
            home = next(one for one in read if settings.home_country in read[one])
            return WhichLanguage(_add(connection, actor, home, body, now).id, read)
        return _draft(connection, actor, body, next(iter(read)), now)


def draft_reply_text(
    actor: Organizer, text: str, *, language: str, database: Database, now: datetime
) -> DraftPreview:
    """Store a draft, which expires after an hour.

    Args:
        text: as typed; lines of three dashes separate variants.
        language: a two-letter code, such as `fr`.

    Raises:
        RejectedError: text_empty, text_too_long, too_many_variants
        RefusedError: not_allowed, text_unchanged, text_too_dear (a reply would cost more than the
            team's rule allows), text_too_dear_by_letters (a plainer spelling is cheaper)
    """
    require_organizer(actor)
    body = clean_text(text)
    with database.transaction() as connection:
        return _draft(connection, actor, body, language, now)


def _draft(
    connection: Connection, actor: Organizer, body: str, language: str, now: datetime
) -> DraftPreview:
    current = current_text(connection, language)
    if current is not None and current.body == body:
        raise RefusedError(Refusal.TEXT_UNCHANGED)
    cost, plainer = (
        cost_text(connection, one, language, now) for one in (body, plain_spelling(body))
    )
    _require_affordable(cost, plainer)
    countries = read_settings(connection).countries
    return DraftPreview(
        _add(connection, actor, language, body, now).id,
        language,
        cost,
        cost_text(connection, current.body, language, now) if current else None,
        plainer if plainer.size.segments < cost.size.segments else None,
        sorted(one for one in countries if language in languages_of(one)),
    )


def _add(
    connection: Connection, actor: Organizer, language: str, body: str, now: datetime
) -> Draft:
    current = current_text(connection, language)
    return add_draft(
        connection,
        organizer_id=actor.id,
        language=language,
        body=body,
        base_version=current.version if current else 0,
        created_at=now,
        expires_at=now + _LASTS,
    )


def _require_affordable(cost: TextCost, plainer: TextCost) -> None:
    if cost.dearest_micros is not None and cost.dearest_micros > cost.most_micros:
        is_dear_by_letters = plainer.size.segments < cost.size.segments
        raise RefusedError(
            Refusal.TEXT_TOO_DEAR_BY_LETTERS if is_dear_by_letters else Refusal.TEXT_TOO_DEAR,
            country=cost.dearest_country,
            letters=" ".join(one.character for one in cost.costly[:5]),
            segments=cost.size.segments,
            micros=cost.dearest_micros,
            most_micros=cost.most_micros,
            currency=cost.currency,
        )


def respell_draft(
    actor: Organizer, draft_id: int, *, database: Database, now: datetime
) -> DraftPreview:
    """Replace the draft by a new one in its cheaper spelling.

    Raises:
        RefusedError: draft_gone (not the actor's, or closed), and as `draft_reply_text` does
    """
    with database.transaction() as connection:
        draft = own_draft(connection, actor, draft_id)
        close_draft(connection, draft_id, DraftStatus.DISCARDED)
    body, language = plain_spelling(draft.body), draft.language
    return draft_reply_text(actor, body, language=language, database=database, now=now)


def draft_again(
    actor: Organizer,
    draft_id: int,
    *,
    language: str | None = None,
    database: Database,
    now: datetime,
) -> DraftPreview:
    """Draft the same text anew: in the language that was asked for, or after its hour.

    **Idempotent:** the draft stays open, so a second tap shows the same again.

    Args:
        language: a two-letter code, such as `fr`; None: that of the draft.

    Raises:
        RefusedError: draft_gone (not the actor's, or closed), and as `draft_reply_text` does
    """
    with database.transaction() as connection:
        draft = own_draft(connection, actor, draft_id)
    language = language or draft.language
    return draft_reply_text(actor, draft.body, language=language, database=database, now=now)


def own_draft(connection: Connection, actor: Organizer, draft_id: int) -> Draft:
    """Lock an open draft of the actor, even if its hour is over.

    Raises RefusedError("draft_gone").
    """
    draft = lock_draft(connection, draft_id)
    if draft is None or draft.organizer_id != actor.id or draft.status is not DraftStatus.OPEN:
        raise RefusedError(Refusal.DRAFT_GONE)
    return draft
