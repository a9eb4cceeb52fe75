"""Draft a new reply text. Nothing changes until its author confirms it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import DraftStatus, clean_text
from hotline.domain.segments import plain_spelling
from hotline.store.database import Database
from hotline.store.reply_texts import (
    add_draft,
    close_draft,
    current_text,
    lock_draft,
    texts_in_force,
)
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.reply_texts.show_reply_text import TextCost, cost_text

_LASTS = timedelta(hours=1)


@dataclass(frozen=True)
class DraftPreview:
    """A draft, and `before`: what it would replace (None: the first in its language).

    `plainer`: the cheaper spelling, if there is one.
    """

    draft_id: int
    language: str
    cost: TextCost
    before: TextCost | None
    plainer: TextCost | None


def _language_meant(connection: Connection) -> str:
    """The language of a text that senders get: the hotline's own, or the only one there is."""
    settings = read_settings(connection)
    texts = texts_in_force(connection, settings.language)
    languages = sorted({texts.to(country).language for country in settings.countries})
    if settings.language in languages:
        return settings.language
    if len(languages) != 1:
        raise RejectedError(Refusal.WHICH_LANGUAGE, languages=", ".join(languages))
    return languages[0]


def draft_reply_text(
    actor: Organizer, text: str, *, database: Database, now: datetime, language: str | None = None
) -> DraftPreview:
    """Store a draft, which expires after an hour.

    Args:
        text: as typed; lines of three dashes separate variants.
        language: a two-letter code, such as `fr`; None: that of the text which senders get.

    Raises:
        RejectedError: text_empty, text_too_long, too_many_variants, which_language (senders get
            texts in several)
        RefusedError: not_allowed, text_unchanged, text_too_dear (a reply would cost more than the
            team's rule allows), text_too_dear_by_letters (a plainer spelling is cheaper)
    """
    require_organizer(actor)
    body = clean_text(text)
    with database.transaction() as connection:
        language = language or _language_meant(connection)
        current = current_text(connection, language)
        if current is not None and current.body == body:
            raise RefusedError(Refusal.TEXT_UNCHANGED)
        cost, plainer = (
            cost_text(connection, one, language, now) for one in (body, plain_spelling(body))
        )
        _require_affordable(cost, plainer)
        draft = add_draft(
            connection,
            organizer_id=actor.id,
            language=language,
            body=body,
            base_version=current.version if current else 0,
            created_at=now,
            expires_at=now + _LASTS,
        )
        is_cheaper = plainer.size.segments < cost.size.segments
        return DraftPreview(
            draft.id,
            language,
            cost,
            cost_text(connection, current.body, language, now) if current else None,
            plainer if is_cheaper else None,
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
        draft = lock_draft(connection, draft_id)
        if draft is None or draft.organizer_id != actor.id or draft.status is not DraftStatus.OPEN:
            raise RefusedError(Refusal.DRAFT_GONE)
        close_draft(connection, draft_id, DraftStatus.DISCARDED)
    return draft_reply_text(
        actor,
        plain_spelling(draft.body),
        language=draft.language,
        database=database,
        now=now,
    )
