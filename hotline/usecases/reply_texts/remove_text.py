"""Remove the reply text of a language: its countries then get another one.

The hotline's own language keeps its text, since every other country relies on it: so there is
always a text to send.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import ReplyText
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.proposals import add_proposal
from hotline.store.reply_texts import current_text, mark_removed, newest_text, texts_in_force
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.reply_texts.publish_text import TextFacts


@dataclass(frozen=True)
class RemovalQuestion:
    """What its author is asked. `countries`: those that get it now.

    `instead`: {language: countries}, what they would get.
    """

    proposal_id: int
    language: str
    countries: list[str]
    instead: dict[str, list[str]]


@dataclass(frozen=True)
class TextRemoved:
    """Nobody gets it from now on. `instead`: {language: countries} of those that got it."""

    audit_id: int
    language: str
    instead: dict[str, list[str]]


def remove_text(
    actor: Organizer, language: str, *, database: Database, now: datetime
) -> RemovalQuestion:
    """Ask about removing the text of a language, and show what senders would get instead.

    Raises:
        RefusedError: not_allowed, no_such_text, text_is_needed (the hotline's own language)
    """
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection)
        text = _removable(connection, settings, language)
        facts = TextFacts(language, text.version)
        proposal_id = add_proposal(connection, actor.id, Act.REMOVE_REPLY_TEXT, facts, now)
        instead = _instead(connection, settings, language)
        countries = sorted(one for theirs in instead.values() for one in theirs)
        return RemovalQuestion(proposal_id, language, countries, instead)


def take_text_away(
    connection: Connection, consent: Consent, facts: TextFacts, now: datetime
) -> TextRemoved:
    """Remove that version, inside the caller's transaction, if it still is the one in force.

    Raises RefusedError("needs_two" | "no_such_text" | "text_is_needed" | "overtaken").
    """
    consent.require(Effect.PUT_TEXT)
    settings = read_settings(connection, for_update=True)
    text = _removable(connection, settings, facts.language)
    if text.version != facts.version:
        raise _overtaken(connection)
    instead = _instead(connection, settings, facts.language)
    mark_removed(connection, text.id, now)
    audit_id = record_act(
        connection,
        Act.REMOVE_REPLY_TEXT,
        consent.actor,
        now=now,
        subject=subjects.reply_text(text.language, text.version),
        facts=TextFacts(text.language, text.version),
    )
    return TextRemoved(audit_id, text.language, instead)


def put_text_back(
    connection: Connection, consent: Consent, facts: TextFacts, now: datetime
) -> None:
    """Put a removed version in force again, inside the caller's transaction.

    Raises RefusedError("needs_two" | "overtaken").
    """
    consent.require(Effect.PUT_TEXT)
    read_settings(connection, for_update=True)
    text = newest_text(connection, facts.language)
    if text is None or text.version != facts.version or text.removed_at is None:
        raise _overtaken(connection)
    mark_removed(connection, text.id, None)
    record_act(
        connection,
        Act.CHANGE_REPLY_TEXT,
        consent.actor,
        now=now,
        subject=subjects.reply_text(text.language, text.version),
        facts=TextFacts(text.language, text.version, as_version=text.version),
    )


def _removable(connection: Connection, settings: HotlineSettings, language: str) -> ReplyText:
    text = current_text(connection, language)
    if text is None:
        raise RefusedError(Refusal.NO_SUCH_TEXT)
    if language == settings.language:
        raise RefusedError(Refusal.TEXT_IS_NEEDED)
    return text


def _instead(
    connection: Connection, settings: HotlineSettings, language: str
) -> dict[str, list[str]]:
    """{language: countries} of what those that get `language` would get without it."""
    texts = texts_in_force(connection, settings)
    found: dict[str, list[str]] = {}
    for one in texts.readers(language, settings.countries):
        found.setdefault(texts.language_to(one, removed=language), []).append(one)
    return found


def _overtaken(connection: Connection) -> RefusedError:
    acts = [Act.CHANGE_REPLY_TEXT, Act.REMOVE_REPLY_TEXT]
    return RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, acts))
