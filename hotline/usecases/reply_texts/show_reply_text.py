"""Show the reply texts: what they say in each language, their size and cost, older versions."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError
from hotline.domain.languages import languages_of, languages_to_write
from hotline.domain.pages import place
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import ReplyText
from hotline.store.database import Database
from hotline.store.organizers import get_organizer
from hotline.store.reply_texts import list_versions, newest_text, text_of_version, texts_in_force
from hotline.store.settings import read_settings
from hotline.usecases.reply_texts.cost_text import TextCost, cost_text
from hotline.vault import Vault

_PAGE = 6


@dataclass(frozen=True)
class CurrentText:
    """The text in force in a language. `author` None: the version that the hotline came with.

    `others`: {language: countries} of the other texts that senders get. `is_own`: it is the
    hotline's own language, whose text cannot be removed.
    """

    language: str
    version: int
    created_at: datetime
    author: str | None = field(repr=False)
    cost: TextCost
    others: dict[str, list[str]]
    is_own: bool


@dataclass(frozen=True)
class LanguagesToWrite:
    """`read`: {language: countries} that get it, or would, if there were a text.

    `unread`: languages that have a text, which nobody gets. `has_choice`: one of our countries
    has several languages.
    """

    read: dict[str, list[str]]
    unread: list[str]
    has_choice: bool


@dataclass(frozen=True)
class Version:
    """One version. `now`: the newest one; it is in force, unless it was removed."""

    text: ReplyText
    author: str | None = field(repr=False)
    now: ReplyText


@dataclass(frozen=True)
class Versions:
    """A page of versions, the newest first. `page` counts from 0."""

    language: str
    versions: list[Version]
    page: int
    pages: int


def show_reply_text(
    *, database: Database, now: datetime, language: str | None = None
) -> CurrentText:
    """Show the text in force.

    Args:
        language: a two-letter code, such as `fr`; None: that of the home country's senders.

    Raises:
        RefusedError: no_such_text
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        texts = texts_in_force(connection, settings)
        text = texts.by_language.get(language or texts.language_to(settings.home_country))
        if text is None:
            raise RefusedError(Refusal.NO_SUCH_TEXT)
        others = texts.read_in(settings.countries)
        others.pop(text.language, None)
        return CurrentText(
            text.language,
            text.version,
            text.created_at,
            _author(connection, database.vault, text),
            cost_text(connection, text.body, text.language, now),
            others,
            is_own=text.language == settings.language,
        )


def show_languages_to_write(*, database: Database) -> LanguagesToWrite:
    """Show the languages in which a reply text would go to somebody, and the texts that do not."""
    with database.transaction() as connection:
        settings = read_settings(connection)
        texts, ours = texts_in_force(connection, settings), settings.countries
        return LanguagesToWrite(
            {one: texts.readers(one, ours) for one in languages_to_write(texts, ours)},
            sorted(set(texts.by_language) - set(texts.read_in(ours))),
            any(len(languages_of(one)) > 1 for one in ours),
        )


def show_versions(language: str, page: int, *, database: Database) -> Versions:
    """Show one page of the versions, the newest first.

    Args:
        page: counted from 0; a page past the end becomes the last one.

    Raises:
        RefusedError: no_such_text
    """
    with database.transaction() as connection:
        newest = _newest(connection, language)
        page, pages = place(page, newest.version, _PAGE)
        texts = list_versions(connection, language, limit=_PAGE, offset=page * _PAGE)
        found = [Version(text, _author(connection, database.vault, text), newest) for text in texts]
        return Versions(language, found, page, pages)


def show_version(language: str, version: int, *, database: Database) -> Version:
    """Show one version.

    Args:
        version: counted from 1 in each language.

    Raises:
        RefusedError: no_such_text (that version does not exist)
    """
    with database.transaction() as connection:
        text = text_of_version(connection, language, version)
        if text is None:
            raise RefusedError(Refusal.NO_SUCH_TEXT)
        author = _author(connection, database.vault, text)
        return Version(text, author, _newest(connection, language))


def _newest(connection: Connection, language: str) -> ReplyText:
    text = newest_text(connection, language)
    if text is None:
        raise RefusedError(Refusal.NO_SUCH_TEXT)
    return text


def _author(connection: Connection, vault: Vault, text: ReplyText) -> str | None:
    author = text.author_id and get_organizer(connection, vault, text.author_id)
    return author.name if author else None
