"""Show the reply texts: what they say in each language, their size and cost, older versions."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError
from hotline.domain.languages import language_of
from hotline.domain.pages import place
from hotline.domain.refusals import Refusal
from hotline.domain.reply_texts import ReplyText, variants_of
from hotline.domain.segments import CostlyCharacter, Size, costly_characters, measure
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.organizers import get_organizer
from hotline.store.prices import read_prices
from hotline.store.reply_texts import current_text, list_versions, text_of_version, texts_in_force
from hotline.store.settings import read_settings
from hotline.vault import Vault

_PAGE = 6


@dataclass(frozen=True)
class TextCost:
    """The size of a text, and what a reply costs. Of several variants, the longest counts.

    `micros`: the price to `country` (None: not known). `dearest_micros`: the price to
    `dearest_country`, the dearest country that gets this text (None: no price is known).
    `most_micros`: what a reply may cost. `countries`: those that get this text; may be empty.
    """

    variants: list[str]
    size: Size
    costly: list[CostlyCharacter]
    country: str
    micros: int | None
    dearest_micros: int | None
    dearest_country: str
    most_micros: int
    currency: str
    countries: list[str]


@dataclass(frozen=True)
class CurrentText:
    """The text in force in a language. `author` None: the version that the hotline came with.

    `languages`: all that have a reply text, the hotline's own first.
    """

    language: str
    version: int
    created_at: datetime
    author: str | None = field(repr=False)
    cost: TextCost
    languages: list[str]


@dataclass(frozen=True)
class Version:
    """One version. `now`: the version in force."""

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
        language: a two-letter code, such as `fr`; None: the hotline's own.

    Raises:
        RefusedError: no_such_text
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
        texts = texts_in_force(connection, settings.language)
        text = texts.by_language.get(language or settings.language)
        if text is None:
            raise RefusedError(Refusal.NO_SUCH_TEXT)
        others = sorted(set(texts.by_language) - {settings.language})
        return CurrentText(
            text.language,
            text.version,
            text.created_at,
            _author(connection, database.vault, text),
            cost_text(connection, text.body, text.language, now),
            [settings.language, *others],
        )


def show_versions(language: str, page: int, *, database: Database) -> Versions:
    """Show one page of the versions, the newest first.

    Args:
        page: counted from 0; a page past the end becomes the last one.

    Raises:
        RefusedError: no_such_text
    """
    with database.transaction() as connection:
        current = _current(connection, language)
        page, pages = place(page, current.version, _PAGE)
        texts = list_versions(connection, language, limit=_PAGE, offset=page * _PAGE)
        found = [
            Version(text, _author(connection, database.vault, text), current) for text in texts
        ]
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
        return Version(text, author, _current(connection, language))


def cost_text(connection: Connection, body: str, language: str, now: datetime) -> TextCost:
    """Measure `body`, and price a reply with it to the countries that would get it."""
    settings = read_settings(connection)
    prices = read_prices(connection, settings, now)
    variants = variants_of(body)
    size = max(map(measure, variants), key=lambda one: (one.segments, one.units))
    written = set(texts_in_force(connection, settings.language).by_language) | {language}
    goes_to = sorted(
        one for one in settings.countries if _speaks(one, settings, written) == language
    )
    counted = goes_to or [settings.home_country]
    costs = {one: prices.estimate(one, size.segments) or 0 for one in counted}
    dearest = max(sorted(costs), key=lambda country: costs[country])
    country = settings.home_country if settings.home_country in costs else dearest
    return TextCost(
        variants=variants,
        size=size,
        costly=costly_characters(body),
        country=country,
        micros=prices.estimate(country, size.segments),
        dearest_micros=costs[dearest] or None,
        dearest_country=dearest,
        most_micros=settings.dearest_reply_micros,
        currency=settings.currency,
        countries=goes_to,
    )


def _speaks(country: str, settings: HotlineSettings, written: set[str]) -> str:
    """The language of replies to `country`, if the languages in `written` have a reply text."""
    own = language_of(country)
    return own if own in written else settings.language


def _current(connection: Connection, language: str) -> ReplyText:
    text = current_text(connection, language)
    if text is None:
        raise RefusedError(Refusal.NO_SUCH_TEXT)
    return text


def _author(connection: Connection, vault: Vault, text: ReplyText) -> str | None:
    author = text.author_id and get_organizer(connection, vault, text.author_id)
    return author.name if author else None
