"""Publish a draft as the reply text, inside the caller's transaction."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import PENDING, DraftStatus
from hotline.store.audit import last_act_facts
from hotline.store.reply_texts import (
    add_text,
    close_draft,
    current_text,
    lock_draft,
    texts_in_force,
)
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act


@dataclass(frozen=True)
class DraftProposal(Facts):
    """Which draft is to become the reply text."""

    draft_id: int


@dataclass(frozen=True)
class TextFacts(Facts):
    """The version in force. `as_version`: the older version that it repeats, if it repeats one."""

    language: str
    version: int
    as_version: int | None = None


@dataclass(frozen=True)
class TextPublished:
    """Replies to senders of these countries say it from now on; there may be none."""

    audit_id: int
    language: str
    countries: list[str]


def publish_text(
    connection: Connection, consent: Consent, draft_id: int, now: datetime
) -> TextPublished:
    """Publish the draft.

    Raises RefusedError("needs_two" | "draft_gone" | "text_overtaken"), the last one naming who was
    faster.
    """
    consent.require(Effect.PUT_TEXT)
    # The lock allows one change of text at a time: a second one sees the version of the first.
    settings = read_settings(connection, for_update=True)
    draft = lock_draft(connection, draft_id)
    if draft is None or draft.organizer_id != consent.by or draft.status not in PENDING:
        raise RefusedError(Refusal.DRAFT_GONE)
    current = current_text(connection, draft.language)
    if (current.version if current else 0) != draft.base_version:
        faster = last_act_facts(connection, [Act.CHANGE_REPLY_TEXT, Act.REMOVE_REPLY_TEXT])
        raise RefusedError(Refusal.TEXT_OVERTAKEN, **faster)
    close_draft(connection, draft_id, DraftStatus.KEPT)
    text = add_text(connection, draft.language, draft.body, author_id=consent.by, now=now)
    audit_id = record_act(
        connection,
        Act.CHANGE_REPLY_TEXT,
        consent.actor,
        now=now,
        subject=subjects.reply_text(text.language, text.version),
        facts=TextFacts(text.language, text.version),
    )
    texts = texts_in_force(connection, settings)
    return TextPublished(audit_id, text.language, texts.readers(text.language, settings.countries))
