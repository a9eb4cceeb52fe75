"""Change the hotline's own language.

It is the language of replies to countries without a reply text of their own, and of messages that
have no single reader, such as those in the team's group.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts, kept_as
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.reply_texts import current_text
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.alone_or_ask import alone
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role


@dataclass(frozen=True)
class OwnLanguageFacts(Facts):
    """The language, and the one before (None: an older program did not keep it)."""

    language: str
    before: str | None = field(default=None, metadata=kept_as("from"))


@dataclass(frozen=True)
class OwnLanguageChanged:
    """The hotline's own language from now on."""

    audit_id: int
    language: str


def read_hotline_language(*, database: Database) -> str:
    """Read the hotline's own language, a two-letter code."""
    with database.transaction() as connection:
        return read_settings(connection).language


def change_hotline_language(
    actor: Organizer, language: str, *, database: Database, now: datetime
) -> OwnLanguageChanged:
    """Change the hotline's own language.

    **Idempotent:** the present language again is refused as unchanged.

    Args:
        language: a two-letter code, such as `fr`.

    Raises:
        RefusedError: owners_only, no_such_text (there is no reply text in that language),
            language_unchanged, needs_two (in a raid)
    """
    with database.transaction() as connection:
        before = read_settings(connection, for_update=True).language
        facts = OwnLanguageFacts(language, before)
        return set_hotline_language(connection, alone(connection, actor), facts, now)


def set_hotline_language(
    connection: Connection, consent: Consent, facts: OwnLanguageFacts, now: datetime
) -> OwnLanguageChanged:
    """Set it inside the caller's transaction, if it still is the one before.

    Raises RefusedError("owners_only" | "no_such_text" | "language_unchanged" | "needs_two" |
    "overtaken").
    """
    require_role(connection, consent.author, Role.OWNER)
    # The lock keeps that text from being removed meanwhile.
    before = read_settings(connection, for_update=True).language
    if current_text(connection, facts.language) is None:
        raise RefusedError(Refusal.NO_SUCH_TEXT)
    if before == facts.language:
        raise RefusedError(Refusal.LANGUAGE_UNCHANGED)
    if before != facts.before:
        faster = last_act_facts(connection, [Act.CHANGE_OWN_LANGUAGE])
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    # Senders in most countries then get another text.
    consent.require(Effect.PUT_TEXT)
    change_settings(connection, language=facts.language)
    act, actor = Act.CHANGE_OWN_LANGUAGE, consent.actor
    audit_id = record_act(connection, act, actor, now=now, facts=facts)
    return OwnLanguageChanged(audit_id, facts.language)
