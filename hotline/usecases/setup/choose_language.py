"""Choose the language of replies to a country that has several, such as Belgium.

Where the language has no text yet, the choice waits for one: senders get what they would otherwise.
In a raid a second person must agree, since senders get other words.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts, kept_as
from hotline.domain.languages import languages_of
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.reply_texts import texts_in_force
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.alone_or_ask import alone_or_ask
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.acts.require_role import require_role


@dataclass(frozen=True)
class LanguageChoice(Facts):
    """The country, and the language of its replies before and after."""

    country: str
    before: str = field(metadata=kept_as("from"))
    language: str


@dataclass(frozen=True)
class LanguageChosen:
    """`language` was chosen for the country; `gets` is the language that it gets now."""

    audit_id: int
    country: str
    language: str
    gets: str


@dataclass(frozen=True)
class CountryLanguages:
    """A country of ours with several languages. `chosen`: the one for its replies.

    `gets`: the language that it gets now, which is another one while the chosen has no text.
    """

    country: str
    languages: tuple[str, ...]
    chosen: str
    gets: str


@dataclass(frozen=True)
class LanguagesShown:
    """Our countries with several languages. `own`: the hotline's language, for all others.

    `offered`: other languages that have a text, and so could be the hotline's own.
    """

    countries: list[CountryLanguages]
    own: str
    offered: list[str]


def show_languages(*, database: Database) -> LanguagesShown:
    """Show which language the senders of each country get, where there is a choice."""
    with database.transaction() as connection:
        settings = read_settings(connection)
        texts = texts_in_force(connection, settings)
        several = sorted(one for one in settings.countries if len(languages_of(one)) > 1)
        return LanguagesShown(
            [
                CountryLanguages(
                    one, languages_of(one), _chosen(settings, one), texts.language_to(one)
                )
                for one in several
            ],
            settings.language,
            sorted(set(texts.by_language) - {settings.language}),
        )


def choose_language(
    actor: Organizer, country: str, language: str, *, database: Database, now: datetime
) -> LanguageChosen | Asked:
    """Choose the language of replies to a country of ours that has several.

    Returns:
        LanguageChosen if it was done; Asked if a second person must agree first.

    Raises:
        RefusedError: owners_only, nothing_there (no such choice), language_unchanged,
            asked_already, too_new, nobody_to_agree
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        settings = read_settings(connection, for_update=True)
        if country not in settings.countries or language not in languages_of(country):
            raise RefusedError(Refusal.NOTHING_THERE)
        choice = LanguageChoice(country, _chosen(settings, country), language)
        return alone_or_ask(
            connection,
            actor,
            Act.CHOOSE_LANGUAGE,
            choice,
            now=now,
            do=lambda consent: set_language(connection, consent, choice, now),
        )


def set_language(
    connection: Connection, consent: Consent, choice: LanguageChoice, now: datetime
) -> LanguageChosen:
    """Set the language inside the caller's transaction, if it still is the one before.

    Raises RefusedError("owners_only" | "language_unchanged" | "needs_two" | "overtaken").
    """
    require_role(connection, consent.author, Role.OWNER)
    settings = read_settings(connection, for_update=True)
    country, language, before = choice.country, choice.language, _chosen(settings, choice.country)
    if before == language:
        raise RefusedError(Refusal.LANGUAGE_UNCHANGED)
    if before != choice.before:
        raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, [Act.CHOOSE_LANGUAGE]))
    consent.require(Effect.PUT_TEXT)
    chosen = {**settings.country_languages, country: language}
    change_settings(connection, country_languages=chosen)
    audit_id = record_act(connection, Act.CHOOSE_LANGUAGE, consent.actor, now=now, facts=choice)
    texts = texts_in_force(connection, read_settings(connection))
    return LanguageChosen(audit_id, country, language, texts.language_to(country))


def _chosen(settings: HotlineSettings, country: str) -> str:
    """The language that was chosen for a country, or its usual one."""
    return settings.country_languages.get(country) or languages_of(country)[0]
