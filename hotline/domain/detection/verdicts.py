"""Verdicts: what speaks against a sender, and so whether they get a reply during a raid.

A sender with an ordinary reason may write four times, and may become rude: neither alone holds
their reply. Nothing here ever blocks anybody.
"""

from dataclasses import dataclass
from enum import StrEnum

COPIED_FROM = 3
# A burst is the most texts and calls within half an hour.
BURST_SECONDS = 1800
_MANY, _SOME = 8, 4
# In all in the last day: a sender who writes this much drains us.
_MANY_IN_ALL = 12
_CALLS = 3


class Mark(StrEnum):
    """One thing that speaks against a sender. Kept in `replies.marks` and shown."""

    COPIED = "copied"
    INSULTING_FIRST = "insulting_first"
    INSULTING = "insulting"
    MANY = "many"
    ONLY_CALLS = "only_calls"


@dataclass(frozen=True)
class Conduct:
    """What a sender did in the last day.

    `burst`: the most texts and calls in half an hour. `copied`: their long text also came from at
    least COPIED_FROM other numbers.
    """

    texts: int = 0
    calls: int = 0
    burst: int = 0
    insults: int = 0
    is_first_insult: bool = False
    copied: bool = False


@dataclass(frozen=True)
class Verdict:
    """`marks`: why the reply is held; none: the sender looks genuine.

    `guilt`: the order among genuine senders; the lowest is answered first.
    """

    marks: tuple[Mark, ...]
    guilt: float

    @property
    def looks_genuine(self) -> bool:
        """Whether nothing speaks against the sender."""
        return not self.marks


def judge(conduct: Conduct) -> Verdict:
    """The verdict. Each mark alone is enough; an insult and some texts only count together."""
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
    """Whether insults are more than one angry last word."""
    if conduct.is_first_insult or not conduct.insults:
        return False
    return conduct.insults >= 2 or conduct.burst >= _SOME


def _guilt(conduct: Conduct) -> float:
    """The order among genuine senders: the fewest texts and insults first."""
    return conduct.texts + conduct.calls + 3.0 * conduct.insults
