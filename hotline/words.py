"""Every sentence that people read, by key, from the catalogues in `locale/`; none is inline."""

import gettext
import html
import io
import re
import unicodedata
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime, format_time
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_currency, format_decimal

from hotline.domain.money import MICROS

LOCALE_FOLDER = Path(__file__).parent / "locale"
LANGUAGES = tuple(sorted(path.stem for path in LOCALE_FOLDER.glob("*.po")))
FALLBACK = "en"


# A number and its unit stay on one line.
_NO_BREAK = "\u00a0"

# The words that are typed for a command; the first one is shown. They have no accents: Telegram
# allows none.
_TYPED = "typed."
# A command inside a sentence, and no part of an address or of a tag.
_COMMAND = re.compile(r"(?<![\w/.<])/([a-z_]+)\b")


class Html(str):
    """Text that is already HTML. All other text is escaped when it fills a sentence."""


class Words:
    """The sentences of one language, and its way to write money, dates and lengths of time."""

    def __init__(self, language: str, *, timezone: str = "UTC") -> None:
        self.language = language if language in LANGUAGES else FALLBACK
        self._catalogue, self._keys, self._plurals = _load(self.language)
        self._timezone = ZoneInfo(timezone)

    def __call__(self, key: str, **values: object) -> Html:
        """The sentence `key`, filled in; values are escaped. Raises KeyError if there is none.

        If it has plurals, the value `count` chooses one.
        """
        if key in self._plurals:
            return self.count(key, int(str(values.pop("count"))), **values)
        if not self.has(key):
            raise KeyError(key)
        return Html(self._catalogue.gettext(key).format(**_escaped(values)))

    def count(self, key: str, count: int, **values: object) -> Html:
        """The sentence `key` in the singular or plural form for `count`."""
        found = self._catalogue.ngettext(key, key, count)
        return Html(found.format(count=self.number(count), **_escaped(values)))

    def has(self, key: str) -> bool:
        """Whether the catalogue holds `key`."""
        return key in self._keys

    def command(self, name: str) -> str:
        """The word to type for a command, in this language: `suspend` → `suspendre`."""
        return self(f"{_TYPED}{name}").split()[0] if self.has(f"{_TYPED}{name}") else name

    def money(self, micros: int, currency: str) -> str:
        """`1 234,50 €`: `micros` of a currency, with up to four decimals if they are not zero."""
        digits = "0.00" if micros % (MICROS // 100) == 0 else "0.00##"
        pattern = f"#,##{digits}{_NO_BREAK}¤" if self.language == "fr" else f"¤#,##{digits}"
        return format_currency(
            micros / MICROS, currency, pattern, locale=self.language, currency_digits=False
        )

    def cents(self, micros: int, currency: str) -> str:
        """`1 234,50 €`: with two decimals, where more would not help. What is not zero is not 0."""
        cent = MICROS // 100
        rounded = (micros + cent // 2) // cent * cent
        return self.money(rounded or (cent if micros else 0), currency)

    def number(self, count: int) -> str:
        """`21 754`: a count, with a space or a comma between its thousands."""
        return str(format_decimal(count, "#,##0", locale=self.language))

    def language_name(self, code: str) -> str:
        """`français`, `allemand`: the name of a language, in this language."""
        return Locale(code).get_language_name(self.language) or code

    def countries(self, codes: Iterable[str]) -> str:
        """`France, Belgique`: the names of countries, in the given order."""
        names = Locale(self.language).territories
        return ", ".join(names.get(code, code) for code in codes)

    def country_code(self, text: str) -> str | None:
        """`be`, `la Belgique` or `Belgium` → `BE`; None: no country has that name."""
        wanted = _folded_name(text)
        if len(wanted) == 2:
            return wanted.upper()
        for language in LANGUAGES:
            for code, name in Locale(language).territories.items():
                if len(code) == 2 and _folded_name(name) == wanted:
                    return str(code)
        return None

    def rate(self, rate: float) -> str:
        """`3,2` or `83`: a rate, with one decimal if it is below 10."""
        return format_decimal(rate, "0.0" if rate < 10 else "0", locale=self.language)

    def moment(self, moment: datetime, *, now: datetime) -> str:
        """`16:20`, or `16:20 on 22 Nov` if it is not today, in the team's time zone."""
        local = moment.astimezone(self._timezone)
        if local.date() == now.astimezone(self._timezone).date():
            return format_time(local, "HH:mm", locale=self.language)
        return format_datetime(local, self("unit.moment"), locale=self.language)

    def duration(self, length: timedelta) -> str:
        """`45 s`, `60 min`, `1 h 30`, `2 d`: short, without units that are too small to matter.

        Below zero it is `0 s`: the clock of another machine may be ahead.
        """
        seconds = max(0, int(length.total_seconds()))
        if seconds < 60:
            return f"{seconds}{_NO_BREAK}s"
        minutes, rest = divmod(seconds, 60)
        if minutes <= 90:
            rest_too = f"{_NO_BREAK}{rest}{_NO_BREAK}s" if rest and minutes < 5 else ""
            return f"{minutes}{_NO_BREAK}min{rest_too}"
        hours, minutes = divmod(minutes, 60)
        if hours < 48:
            return f"{hours}{_NO_BREAK}h" + (f"{_NO_BREAK}{minutes:02d}" if minutes else "")
        return f"{hours // 24}{_NO_BREAK}{self('unit.day')}"


def _folded_name(name: str) -> str:
    """`les Pays-Bas` → `pays bas`: without accents, hyphens and the article before it."""
    plain = unicodedata.normalize("NFD", name.strip().casefold().replace("’", "'"))
    letters = "".join(" " if one == "-" else one for one in plain if not unicodedata.combining(one))
    return re.sub(r"^(?:l'|(?:le|la|les|the) )", "", letters)


def _with_typed_commands(string: Any, catalogue: Catalog) -> Any:
    if not isinstance(string, str):
        return tuple(_with_typed_commands(one, catalogue) for one in string)

    def typed(found: re.Match[str]) -> str:
        message = catalogue.get(f"{_TYPED}{found[1]}")
        return found[0] if message is None else "/" + str(message.string).split()[0]

    return _COMMAND.sub(typed, string)


@lru_cache
def typed_commands() -> dict[str, str]:
    """{word: command}: every word that is understood, in any language, besides the names."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        for key in sorted(_load(language)[1]):
            if key.startswith(_TYPED):
                words = _load(language)[0].gettext(key).split()
                found |= dict.fromkeys(words, key.removeprefix(_TYPED))
    return found


def as_plain_text(text: Html) -> str:
    """`text` without HTML tags, for a terminal or a service that does not know them."""
    return html.unescape(re.sub(r"<[^>]*>", "", text))


def _escaped(values: dict[str, object]) -> dict[str, object]:
    return {
        name: html.escape(value)
        if isinstance(value, str) and not isinstance(value, Html)
        else value
        for name, value in values.items()
    }


@lru_cache
def _load(language: str) -> tuple[gettext.GNUTranslations, frozenset[str], frozenset[str]]:
    with (LOCALE_FOLDER / f"{language}.po").open("rb") as po_file:
        catalogue = read_po(po_file, locale=language)
    # The catalogues name commands by their names; people read the words of their own language.
    for message in catalogue:
        message.string = _with_typed_commands(message.string, catalogue)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    plurals = frozenset(m.id[0] for m in catalogue if not isinstance(m.id, str))
    keys = frozenset(m.id for m in catalogue if isinstance(m.id, str))
    return gettext.GNUTranslations(compiled), keys | plurals, plurals
