"""The language of a reply: that of the sender's country, if the team has a reply text in it.

A country with several languages gets the one that most of our senders there would read. Other
countries get the hotline's own language.
"""

from collections.abc import Mapping
from dataclasses import dataclass

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
_LANGUAGES = {
    country: language for language, names in _COUNTRIES.items() for country in names.split()
}


def language_of(country: str) -> str | None:
    """The language of a country; None: use the hotline's own."""
    return _LANGUAGES.get(country)


@dataclass(frozen=True)
class Texts:
    """The reply texts in force: the newest version of each language.

    `own`: the hotline's own language.
    """

    by_language: Mapping[str, ReplyText]
    own: str

    def to(self, country: str) -> ReplyText:
        """The reply text for senders of a country."""
        found = self.by_language.get(_LANGUAGES.get(country, self.own))
        return found or self.by_language[self.own]

    @property
    def most_segments(self) -> int:
        """How many segments the longest of all has."""
        texts = self.by_language.values()
        return max(measure(one).segments for text in texts for one in text.variants)

    def segments(self, country: str) -> int:
        """How many segments a reply to that country has: the longest variant counts."""
        return max(measure(one).segments for one in self.to(country).variants)
