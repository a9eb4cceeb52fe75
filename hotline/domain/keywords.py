"""Keywords: texts that say nothing but an order: STOP, ARRÊT, START.

Twilio acts on the English words by itself (help article 223134027) and still passes the text on.
The others only we can obey. A STOP that is not heard is a reply against somebody's will; an
ordinary text that is taken for one costs a reply at most. So a STOP is heard in company too.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum


class Keyword(StrEnum):
    """What a text asks for that says nothing else."""

    STOP = "stop"
    START = "start"
    HELP = "help"


# Folded, several words as one. In the languages that a reply text may be in, and beside them
# Polish, Arabic and Turkish.
_STOP = (
    # English
    "STOP STOPALL STOPSMS UNSUBSCRIBE UNSUBSCRIBED UNSUBSCRIBEME UNSUB CANCEL END QUIT REVOKE"
    " OPTOUT OPTMEOUT REMOVE REMOVEME STOPNOW STOPTEXTING STOPTEXTINGME STOPMESSAGING"
    " STOPMESSAGINGME DONTTEXTME DONOTTEXTME"
    # French
    " ARRET ARRETE ARRETER ARRETEZ DARRETER DESABONNER DESABONNE DESABONNEMENT DESABONNEZMOI"
    " DEMEDESABONNER MEDESABONNER DESINSCRIRE DESINSCRIPTION DESINSCRIVEZMOI DEMEDESINSCRIRE"
    " MEDESINSCRIRE RESILIER RESILIATION STOPPER STOPPEZ ANNULER ANNULEZ"
    # German
    " STOPPEN STOPPE KEINESMS KEINESMSMEHR ABMELDEN ABMELDUNG ABBESTELLEN ABBESTELLUNG"
    " AUFHOREN AUFHOEREN"
    # Spanish and Portuguese
    " PARAR PARA PARE PAREN BAJA DARDEBAJA DARMEDEBAJA DEMEDEBAJA DETENER CANCELAR DESUSCRIBIR"
    " DESUSCRIBIRME ELIMINAR REMOVER SALIR SAIR ALTO BASTA PAREM DESCADASTRAR DESINSCREVER"
    " CANCELARINSCRICAO"
    # Italian
    " FERMA FERMARE FERMATE FERMATI CANCELLA CANCELLAMI DISISCRIVI DISISCRIVIMI DISISCRIZIONE"
    " ANNULLA RIMUOVI RIMUOVIMI"
    # Dutch
    " STOPZETTEN MELDAF MELDMEAF AFMELDEN UITSCHRIJVEN AFMELDING OPZEGGEN"
    # Polish, Turkish
    " ZATRZYMAJ REZYGNUJE WYPISZ DURDUR IPTAL"
    # Russian; Arabic: stop, cancel, cancel the subscription
    " СТОП ايقاف توقف الغاء اوقف الغاءالاشتراك"
)
# What may stand beside a STOP without saying anything else.
_COMPANY = (
    "PLEASE PLS PLZ THANKS THANKYOU THANKYOUVERYMUCH THX TY HELLO HI"
    " SMS TEXT TEXTS MESSAGE MESSAGES"
    # Where a STOP is sent to, and what a phone signs with.
    " TO AU AN AL SENTFROMMYIPHONE ENVOYEDEMONIPHONE VONMEINEMIPHONEGESENDET"
    " MERCI MERCIBEAUCOUP SVP STP SILVOUSPLAIT SILTEPLAIT BONJOUR BONSOIR SALUT CORDIALEMENT"
    " BONNEJOURNEE BONNESOIREE"
    " BITTE BITTESCHON DANKE DANKESCHON VIELENDANK HALLO"
    " PORFAVOR PORFA GRACIAS MUCHASGRACIAS HOLA"
    " PERFAVORE PERPIACERE GRAZIE GRAZIEMILLE CIAO"
    " ALSTUBLIEFT ALSJEBLIEFT AUB DANKJE DANKJEWEL DANKU BEDANKT"
    " OBRIGADO OBRIGADA OLA OK"
    " PROSZE DZIEKUJE LUTFEN TESEKKURLER شكرا منفضلك"
)
_ALONE = {
    Keyword.START: "START UNSTOP YES",
    # CONTACT stands beside STOP on French short codes: it asks who sends.
    Keyword.HELP: "HELP INFO AIDE CONTACT",
}
# No order is longer than this, even with much company. Folding a long text costs time, and hostile
# texts are long.
_LONGEST = 120
_MOST_WORDS_OF_ONE = 4
# Cyrillic and Greek letters that look like ours.
_LOOK_ALIKE = str.maketrans("АВЕКМНОРСТХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTXABEZHIKMNOPTYX")
_STOP_AGAIN = re.compile("(?:STOP){2,}")
_RUN = re.compile(r"(.)\1+")
_WORD = re.compile(r"[^\W_]+")
# Blocks of combining marks, Latin and Arabic.
_ACCENT = re.compile("[\u0300-\u036f\u064b-\u065f\u1ab0-\u1aff\u1dc0-\u1dff]")


def read_keyword(body: str | None) -> Keyword | None:
    """The keyword, if the text says nothing else; case, accents and punctuation do not count.

    A STOP may be repeated or drawn out, with politeness, numbers and emoji around it.
    """
    if not body or len(body) > _LONGEST:
        return None
    words = _words(body)
    folded = "".join(words)
    alone = _KEYWORDS.get(folded)
    # "Un stop" is no UNSTOP.
    if alone is not None and (len(words) == 1 or alone is not Keyword.START):
        return alone
    if _is_stop(folded) or _says_only_stop(words):
        return Keyword.STOP
    return None


def fold(text: str) -> str:
    """`"  arrêt !! "` → `"ARRET"`: letters and digits only, no accents, upper case."""
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    """`"S'il te plaît, stop 🛑"` → `["S", "IL", "TE", "PLAIT", "STOP"]`."""
    decomposed = unicodedata.normalize("NFKD", text)
    return _WORD.findall(_ACCENT.sub("", decomposed).upper().translate(_LOOK_ALIKE))


def _says_only_stop(words: list[str]) -> bool:
    """Whether the words are a STOP or several, and company."""
    found, at = False, 0
    while at < len(words):
        length, is_stop = _known(words, at)
        if not length:
            return False
        found, at = found or is_stop, at + length
    return found


def _known(words: list[str], at: int) -> tuple[int, bool]:
    """How many words from `at` on are known as one, and whether that is a STOP; 0: none."""
    for length in range(min(_MOST_WORDS_OF_ONE, len(words) - at), 0, -1):
        one = "".join(words[at : at + length])
        if _is_stop(one):
            return length, True
        if one in _COMPANIONS:
            return length, False
    return (1, False) if words[at].isdecimal() else (0, False)


def _is_stop(word: str) -> bool:
    short = _short(word)
    return short in _STOPS or _STOP_AGAIN.fullmatch(short) is not None


def _short(word: str) -> str:
    """`"STOOOPP"` → `"STOP"`: each run of a letter as one."""
    return _RUN.sub(r"\1", word)


def _folded(words: str) -> Iterator[str]:
    return (fold(word) for word in words.split())


_STOPS = {_short(word) for word in _folded(_STOP)}
_COMPANIONS = set(_folded(_COMPANY))
_KEYWORDS = {word: keyword for keyword, words in _ALONE.items() for word in _folded(words)}
