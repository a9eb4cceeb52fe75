"""Which senders somebody means: `#3`, `06 12 34 56 78`, or several, and what is to be done to them.

`#3, #2 et #7 24h insultes` are three senders, a length of time and a reason.
"""

import re
from dataclasses import dataclass

from hotline.domain.errors import RejectedError
from hotline.domain.numbers import Number, NumberKind, as_typed, holds_number, read_dialled
from hotline.domain.refusals import Refusal
from hotline.domain.written.durations import LONGEST_SECONDS, mentions_time, split_duration

MOST_SENDERS = 10
_NOT_NAMED_BY_NUMBER = (NumberKind.INVALID, NumberKind.WITHHELD, NumberKind.LETTERS)
# What stands between and around the digits where a number was copied from a text.
_BETWEEN = re.compile(r"[\s./()\[\]<>«»“”\"'·,;:_-]")
_LONGEST_HANDLE, _FEWEST_DIGITS = 6, 8
_HANDLE = re.compile(r"#?([0-9]{1,12})")
_BEFORE_LETTERS = re.compile(r"(?:\W*(?:(?:tel|tél|sms)\W*[:.]\s*)+)?[\W\d_]*", re.IGNORECASE)
# Quotation marks, brackets and pictures that were copied along.
_QUOTES = re.compile(r"[<>«»“”„\"]")
_AROUND = re.compile(r"^[^\d+(#]+|[^\d)]+$")
_WITH_SIGN = re.compile(r"#\s?[0-9]{1,12}(?![0-9])")
_DIGITS = re.compile(r"[+(]{0,2}[0-9][0-9 .()\[\]/+·,_-]*")
_ONLY_HANDLES = re.compile(r"[1-9][0-9]{0,5}(?:[\s,;]+[1-9][0-9]{0,5})+")
_NEXT = re.compile(r"[\s,;.&/]*(?:(?:et|and|puis|then|ainsi que)\s+)?(?=[#+(0-9])", re.IGNORECASE)
_LONGEST_NOTE = 100


@dataclass(frozen=True)
class SenderOrder:
    """Senders, as they were written, and what follows them.

    `seconds` None: for ever. `is_certain` False: the note speaks of a time that was not read.
    """

    targets: tuple[str, ...]
    seconds: int | None = None
    note: str | None = None
    is_certain: bool = True


def read_sender(text: str, home: str) -> int | Number | None:
    """A handle, or a number; None: neither. `home`: the country of a number without a code."""
    compact = _BETWEEN.sub("", as_typed(text))
    handle = _HANDLE.fullmatch(compact)
    if handle and not _looks_dialled(compact, home):
        return int(handle[1])
    number = _as_number(compact, home)
    return None if number.kind in _NOT_NAMED_BY_NUMBER else number


def read_senders(text: str, home: str) -> tuple[tuple[str, ...], str]:
    """(the senders that `text` begins with, what follows them as it was written).

    Raises RejectedError("not_a_sender") if it begins with none, RejectedError("too_many_senders").
    """
    rest = _as_typed(text)
    if _ONLY_HANDLES.fullmatch(rest) and _another(rest, home) is None:
        targets: list[str] = [f"#{one}" for one in re.findall(r"[0-9]+", rest)]
        rest = ""
    else:
        first, rest = _first(rest, home)
        targets = [first]
    while rest:
        gap = _NEXT.match(rest)
        found = _another(_as_typed(rest[gap.end() :]), home) if gap else None
        if found is None:
            break
        targets.append(found[0])
        rest = found[1]
    if len(targets) > MOST_SENDERS:
        raise RejectedError(Refusal.TOO_MANY_SENDERS, most=MOST_SENDERS)
    return tuple(targets), rest.lstrip(" \t\n\u00a0.,;:-–—").strip()


def read_block(text: str, home: str) -> SenderOrder:
    """Whom to block, for how long and why.

    Raises RejectedError("not_a_sender" | "too_many_senders" | "not_a_duration"), and "one_sender"
    if the reason names somebody: they would not be blocked, and a number does not belong there.
    """
    targets, rest = read_senders(text, home)
    length = split_duration(rest)
    seconds, note = length if length else (None, rest)
    note = note.strip(' «»“”„"\u00a0')
    if seconds is not None and not 0 < seconds <= LONGEST_SECONDS:
        raise RejectedError(Refusal.NOT_A_DURATION)
    if re.search(r"#\d", note) or holds_number(note):
        raise RejectedError(Refusal.ONE_SENDER)
    is_certain = seconds is not None or not mentions_time(note)
    return SenderOrder(targets, seconds, note[:_LONGEST_NOTE] or None, is_certain)


def _first(text: str, home: str) -> tuple[str, str]:
    found = _another(text, home)
    if found is not None:
        return found
    run = _DIGITS.match(text)
    if run is None:
        raise RejectedError(Refusal.NOT_A_SENDER)
    alone = re.match(r"[1-9][0-9]{0,5}(?![0-9])", text)
    end = alone.end() if alone else len(run[0].rstrip(" .,(/-_+·["))
    return text[:end], text[end:]


def _another(text: str, home: str) -> tuple[str, str] | None:
    """A handle with its sign, or the longest run of digits that is a number."""
    handle = _WITH_SIGN.match(text)
    if handle is not None:
        return handle[0], text[handle.end() :]
    run = _DIGITS.match(text)
    groups = re.finditer(r"[0-9]+(?![0-9])[)\]]?", run[0]) if run else ()
    for end in reversed([group.end() for group in groups]):
        # `06 12 34 56 78 24h`: the last group belongs to what follows.
        if not text[end : end + 1].isalpha() and isinstance(read_sender(text[:end], home), Number):
            return text[:end], text[end:]
    return None


def _as_typed(text: str) -> str:
    """The number as a person reads it; what begins with a letter, as it was written."""
    text = text.strip()
    found = _BEFORE_LETTERS.match(text)
    head = found[0] if found else ""
    rest = text[len(head) :]
    gap = " " if head[-1:].isspace() and rest else ""
    return _AROUND.sub("", as_typed(_QUOTES.sub("", head))) + gap + rest


def _looks_dialled(compact: str, home: str) -> bool:
    """0612345678 and 33612345678 are numbers as people write them, not handles."""
    if compact.startswith("0"):
        return len(compact) > _LONGEST_HANDLE
    if compact.startswith("#") or len(compact) < _FEWEST_DIGITS:
        return False
    return _as_number(compact, home).kind not in _NOT_NAMED_BY_NUMBER


def _as_number(compact: str, home: str) -> Number:
    """As it is dialled at home; else with the country code, whose sign was left out."""
    dialled = "+" + compact[2:] if compact.startswith("00") else compact
    number = read_dialled(dialled, region=home)
    if number.kind in _NOT_NAMED_BY_NUMBER and not dialled.startswith(("+", "0")):
        return read_dialled("+" + dialled, region=home)
    return number
