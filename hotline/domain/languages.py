"""The language of a reply: that of the sender's country, if the team has a reply text in it.

A country with several languages gets the one that owners chose for it; without a choice, the one
that most of our senders there would read. Other countries get the hotline's own language.
"""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field

from hotline.domain.reply_texts import ReplyText
from hotline.domain.segments import measure

_COUNTRIES = {
    "fr": "FR BE CH LU MC GP MQ GF RE YT PM BL MF NC PF WF",
    "en": "GB IE US CA AU NZ MT GI JE GG IM",
    "de": "DE AT LI",
    "es": "ES AD MX AR CL CO PE",
    "it": "IT SM VA",
    "nl": "NL",
    "pt": "PT BR",
}
# The languages in which a team may write a reply text.
TEXT_LANGUAGES = tuple(_COUNTRIES)
# More languages that are spoken there, after the one above.
_ALSO = {
    "AD": "fr",
    "BE": "nl de",
    "CA": "fr",
    "CH": "de it",
    "LU": "de",
    "US": "es",
}
_LANGUAGES = {
    country: (language, *_ALSO.get(country, "").split())
    for language, names in _COUNTRIES.items()
    for country in names.split()
}


def languages_of(country: str) -> tuple[str, ...]:
    """The languages of a country, the usual one first. Empty: it gets the hotline's own."""
    return _LANGUAGES.get(country, ())


@dataclass(frozen=True)
class Texts:
    """The reply texts in force: the newest version of each language, unless it was removed.

    `own`: the hotline's own language, which always has a text. `chosen`: {country: language}, where
    owners chose.
    """

    by_language: Mapping[str, ReplyText]
    own: str
    chosen: Mapping[str, str] = field(default_factory=dict)

    def to(self, country: str) -> ReplyText:
        """The reply text for senders of a country."""
        return self.by_language[self.language_to(country)]

    def language_to(
        self, country: str, *, written: str | None = None, removed: str | None = None
    ) -> str:
        """The language that senders of a country get.

        As if there were a text in `written`, and none in `removed`.
        """
        there = {*self.by_language, *([written] if written else [])} - {removed}
        chosen = self.chosen.get(country)
        wanted = (*([chosen] if chosen else []), *languages_of(country))
        return next((one for one in wanted if one in there), self.own)

    def readers(self, language: str, countries: Iterable[str]) -> list[str]:
        """Those of `countries` that get the text in `language`, or would, once there is one."""
        return sorted(
            one for one in countries if self.language_to(one, written=language) == language
        )

    def read_in(self, countries: Iterable[str]) -> dict[str, list[str]]:
        """{language: the countries whose senders get it}, of `countries`."""
        found: dict[str, list[str]] = {}
        for one in sorted(countries):
            found.setdefault(self.language_to(one), []).append(one)
        return found

    @property
    def most_segments(self) -> int:
        """How many segments the longest of all has."""
        texts = self.by_language.values()
        return max(measure(one).segments for text in texts for one in text.variants)

    def segments(self, country: str) -> int:
        """How many segments a reply to that country has: the longest variant counts."""
        return max(measure(one).segments for one in self.to(country).variants)


def languages_to_write(texts: Texts, countries: Set[str]) -> list[str]:
    """The languages in which somebody would get a text, of those that a team may write."""
    return [one for one in TEXT_LANGUAGES if texts.readers(one, countries)]
