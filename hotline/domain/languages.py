"""Which language a reply is in: that of the sender's country, where the team has written one.

Countries with several are given the one that most of our senders there would read; whatever is not
here gets the hotline's own language.
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
# Those in which a team may write a reply text.
TEXT_LANGUAGES = tuple(_COUNTRIES)
_LANGUAGES = {
    country: language for language, names in _COUNTRIES.items() for country in names.split()
}


def language_of(country: str) -> str | None:
    """The language of a country; None: the hotline's own will do."""
    return _LANGUAGES.get(country)


@dataclass(frozen=True)
class Texts:
    """What replies say now: the newest version of each language. `own`: the hotline's language."""

    by_language: Mapping[str, ReplyText]
    own: str

    def to(self, country: str) -> ReplyText:
        """The text for senders of a country."""
        found = self.by_language.get(_LANGUAGES.get(country, self.own))
        return found or self.by_language[self.own]

    def segments(self, country: str) -> int:
        """How many segments a reply there has: of several variants, the longest counts."""
        return max(measure(one).segments for one in self.to(country).variants)
