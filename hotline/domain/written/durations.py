"""Lengths of time as people write them, in either language: `60m`, `1 h 30`, `une demi-heure`.

Every form in which the bot writes a length can be read back.
"""

import re
import unicodedata
from collections.abc import Iterable

from hotline.domain.errors import RejectedError
from hotline.domain.refusals import Refusal
from hotline.domain.written.number_words import AND_A_PART, NUMBER_WORDS

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400
# A block or a suspension that is meant to last longer has no end.
LONGEST_SECONDS = 366 * _DAY
_UNITS = {
    1: ("s", "sec", "secs", "second", "seconds", "seconde", "secondes"),
    _MINUTE: ("m", "mn", "min", "mins", "minute", "minutes"),
    _HOUR: ("h", "hr", "hrs", "hour", "hours", "heure", "heures"),
    _DAY: ("d", "j", "jr", "jrs", "day", "days", "jour", "jours", "journee", "journees"),
    7 * _DAY: ("w", "wk", "week", "weeks", "sem", "semaine", "semaines"),
    30 * _DAY: ("mois", "month", "months"),
    365 * _DAY: ("an", "ans", "annee", "annees", "year", "years"),
}
_SECONDS = {name: seconds for seconds, names in _UNITS.items() for name in names}


def _any_of(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=len, reverse=True)
    spelt = (
        re.escape(word).replace(r"\-", "[- ]").replace(r"\ ", "[- ]") for word in longest_first
    )
    return "(?:" + "|".join(spelt) + ")"


_NUMBER = rf"[0-9]{{1,6}}(?:[.,][0-9]{{1,2}})?|{_any_of(NUMBER_WORDS)}"
_PREPOSITION = re.compile(r"(?:pendant|durant|pour|for|during)\s+")
_PART = re.compile(
    rf"(?P<number>{_NUMBER})[\s-]*(?P<unit>{_any_of(_SECONDS)})(?![a-z])\.?"
    rf"(?:\s+(?P<and>{_any_of(AND_A_PART)})(?![a-z]))?"
)
_BETWEEN = re.compile(r"\s*(?:,|et\s|and\s)?\s*")
# After hours: `1h5`, `1 h 30`, `une heure trente`.
_MINUTES = re.compile(
    rf"(?:[0-9]{{1,2}}|\s+(?:[0-9]{{2}}|{_any_of(NUMBER_WORDS)}))(?![0-9a-z.,:%])"
)
_CLOCK = re.compile(r"(?P<h>[0-9]{1,3}):(?P<m>[0-5][0-9])(?::(?P<s>[0-5][0-9]))?")
# Then it was no length: `1m30`, `2h%`, `un m'a dit`.
_GOES_ON = re.compile(r"[0-9a-z:%']|[.,][0-9]")
_BARE_MINUTES = re.compile(r"[0-9]{1,5}")
# Whoever writes one of these means a time, though perhaps one that nobody can read.
_OF_TIME = re.compile(
    r"\b(?:pendant|durant|jusqu\w*|until|till|during|for (?:good|now|life|long|a while)|demain"
    r"|tomorrow|nuits?|nights?|tonight|soir\w*|matin\w*|longtemps|[0-9]+\s*(?:h|m|min|j|d|s)|heur\w*|hours?|minut\w*|jours?|days?"
    r"|semain\w*|weeks?|mois|months?|toujours|for ever|forever)\b|^[0-9]"
)


def parse_duration(text: str) -> int:
    """The length in seconds. A bare number is minutes. Raises RejectedError("not_a_duration")."""
    bare = _BARE_MINUTES.fullmatch(text.strip())
    if bare is not None:
        return int(bare[0]) * _MINUTE
    found = split_duration(text)
    if found is None or found[1]:
        raise RejectedError(Refusal.NOT_A_DURATION)
    return found[0]


def read_length(text: str, *, longest_seconds: int = LONGEST_SECONDS) -> int:
    """The length in seconds that a person wrote.

    Raises RejectedError("not_a_duration") also for a number without a unit, which may mean minutes
    or hours, for nothing at all, and for more than `longest_seconds`.
    """
    found = split_duration(text)
    if found is None or found[1] or not 0 < found[0] <= longest_seconds:
        raise RejectedError(Refusal.NOT_A_DURATION)
    return found[0]


def split_duration(text: str) -> tuple[int, str] | None:
    """(seconds, what follows the length): `"24h insults"` → (86400, "insults"). None: no length."""
    text = text.strip()
    folded = _folded(text)
    before = _PREPOSITION.match(folded)
    begin = before.end() if before else 0
    found = _clock(folded, begin) or _parts(folded, begin)
    if found is None:
        return None
    seconds, end = found
    if _GOES_ON.match(folded, end):
        return None
    return seconds, text[end:].lstrip(" \t\n\u00a0\u202f,;:.").strip()


def mentions_time(text: str) -> bool:
    """Whether `text` speaks of a time: `pendant longtemps`, `until Monday`, `insultes 24h`."""
    return _OF_TIME.search(_folded(text.strip())) is not None


def _clock(folded: str, begin: int) -> tuple[int, int] | None:
    """`1:30`: hours and minutes."""
    found = _CLOCK.match(folded, begin)
    if found is None:
        return None
    seconds = int(found["h"]) * _HOUR + int(found["m"]) * _MINUTE + int(found["s"] or 0)
    return seconds, found.end()


def _parts(folded: str, begin: int) -> tuple[int, int] | None:
    """`1 h 30 min`, `un jour et deux heures`: each unit is smaller than the one before."""
    total, end, last = 0.0, begin, 0
    while True:
        between = _BETWEEN.match(folded, end) if last else None
        part = _PART.match(folded, between.end() if between else end)
        unit = _SECONDS[part["unit"]] if part else 0
        if part is None or (last and unit >= last):
            break
        more = AND_A_PART[_spelt(part["and"])] if part["and"] else 0.0
        total += (_value(part["number"]) + more) * unit
        end, last = part.end(), unit
    if last == _HOUR:
        minutes = _MINUTES.match(folded, end)
        if minutes is not None:
            total, end = total + _value(minutes[0].strip()) * _MINUTE, minutes.end()
    return (round(total), end) if last else None


def _value(number: str) -> float:
    if number[0].isdecimal():
        return float(number.replace(",", "."))
    return NUMBER_WORDS.get(_spelt(number)) or NUMBER_WORDS[number.replace("-", " ")]


def _spelt(words: str) -> str:
    """As the tables write it: hyphens in numbers, spaces in phrases."""
    hyphened = re.sub(r"[- ]", "-", words)
    return hyphened if hyphened in NUMBER_WORDS else hyphened.replace("-", " ")


def _folded(text: str) -> str:
    """Small letters without accents, plain spaces and apostrophes; as long as `text` is."""
    return "".join(_plain(sign) for sign in text)


def _plain(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in "’ʼ`":
        return "'"
    base = unicodedata.normalize("NFD", sign)[0].lower()
    return base if len(base) == 1 else sign
