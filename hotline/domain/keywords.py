"""Texts that are orders to stop or start, not messages: STOP, ARRÊT, START…

Twilio acts on the English words by itself (help article 223134027) and still passes the text
on; the French ones are ours alone to honour.
"""

import unicodedata
from enum import StrEnum


class Keyword(StrEnum):
    """What a text that is one single keyword asks for."""

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
    """The keyword that the whole text is, whatever its case, accents, spaces and punctuation."""
    # No keyword is longer than this, however many accents and dots adorn it: a long text is
    # not worth folding, and hostile ones are long.
    if not body or len(body) > 80:
        return None
    return _KEYWORDS.get(fold(body))


def fold(text: str) -> str:
    """`"  arrêt !! "` → `"ARRET"`: letters and digits only, no accents, upper case."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(character for character in decomposed if character.isalnum()).upper()
