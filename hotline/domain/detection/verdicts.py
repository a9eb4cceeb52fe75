"""Who gets a reply during a raid: what speaks against a sender, once the hour has shown who he is.

A man who texts for the ordinary reason may write four times, and may turn sour: neither alone
holds his reply back. Nothing here ever blocks anybody.
"""

from dataclasses import dataclass
from enum import StrEnum

COPIED_FROM = 3
# The most texts and calls within half an hour.
BURST_SECONDS = 1800
_MANY, _SOME = 8, 4
# In all, lately: who writes so much in a few hours drains us.
_MANY_IN_ALL = 12
_CALLS = 3


class Mark(StrEnum):
    """What speaks against a sender, as it is kept and shown."""

    COPIED = "copied"
    INSULTING_FIRST = "insulting_first"
    INSULTING = "insulting"
    MANY = "many"
    ONLY_CALLS = "only_calls"


@dataclass(frozen=True)
class Conduct:
    """What a sender did lately. `burst`: the most in half an hour. `copied`: his long text came
    from at least COPIED_FROM other numbers."""

    texts: int = 0
    calls: int = 0
    burst: int = 0
    insults: int = 0
    is_first_insult: bool = False
    copied: bool = False


@dataclass(frozen=True)
class Verdict:
    """`marks`: why his reply is held; none: he looks genuine. `guilt` sorts the innocent."""

    marks: tuple[Mark, ...]
    guilt: float

    @property
    def looks_genuine(self) -> bool:
        """Whether nothing speaks against him."""
        return not self.marks


def judge(conduct: Conduct) -> Verdict:
    """Each mark is reason enough; two signs that are none alone count together."""
    marks = []
    if conduct.copied:
        marks.append(Mark.COPIED)
    if conduct.is_first_insult:
        marks.append(Mark.INSULTING_FIRST)
    if conduct.burst >= _MANY or conduct.texts + conduct.calls >= _MANY_IN_ALL:
        marks.append(Mark.MANY)
    if conduct.calls >= _CALLS and not conduct.texts:
        marks.append(Mark.ONLY_CALLS)
    if _is_insulting(conduct):
        marks.append(Mark.INSULTING)
    return Verdict(tuple(marks), _guilt(conduct))


def _is_insulting(conduct: Conduct) -> bool:
    """More than an angry last word."""
    if conduct.is_first_insult or not conduct.insults:
        return False
    return conduct.insults >= 2 or conduct.burst >= _SOME


def _guilt(conduct: Conduct) -> float:
    """Among those who look genuine, the fewest texts first."""
    return conduct.texts + conduct.calls + 3.0 * conduct.insults
