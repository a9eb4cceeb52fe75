"""Keywords: texts that are orders and not messages, such as STOP, ARRÊT, START.

Twilio acts on the English words by itself (help article 223134027) and still passes the text on.
The French ones only we can obey.
"""

import unicodedata
from enum import StrEnum


class Keyword(StrEnum):
    """What a text asks for that consists of one keyword."""

    STOP = "stop"
    START = "start"
    HELP = "help"


_WORDS = {
    Keyword.STOP: (
        "STOP STOPALL STOPSMS UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT "
        "ARRET ARRETE ARRETER ARRETEZ ARRETT DESABONNER DESABONNEMENT DESINSCRIRE DESINSCRIPTION"
    ),
    Keyword.START: "START UNSTOP YES",
    Keyword.HELP: "HELP INFO AIDE",
}
_KEYWORDS = {word: keyword for keyword, words in _WORDS.items() for word in words.split()}


def read_keyword(body: str | None) -> Keyword | None:
    """The keyword, if the whole text is one; case, accents, spaces and punctuation do not count."""
    # No keyword is longer than this, even with many accents and dots. Folding a long text costs
    # time, and hostile texts are long.
    if not body or len(body) > 80:
        return None
    return _KEYWORDS.get(fold(body))


def fold(text: str) -> str:
    """`"  arrêt !! "` → `"ARRET"`: letters and digits only, no accents, upper case."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if character.isalnum()).upper()
