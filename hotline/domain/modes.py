"""The hotline's mode: whether replies are sent; and when it was which, from its acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hotline.domain.acts import Act


class Mode(StrEnum):
    """`open`: replies are sent when due.

    `guarded`: a raid is on, and new replies are held. `suspended`: nothing is sent.
    """

    OPEN = "open"
    GUARDED = "guarded"
    SUSPENDED = "suspended"


class Backlog(StrEnum):
    """What happens to the waiting replies when the hotline is resumed."""

    KEEP = "keep"
    GENUINE = "genuine"
    DROP = "drop"
    # Decide nothing: held replies stay held.
    LEAVE = "leave"


MODE_ACTS = (Act.GUARD, Act.UNGUARD, Act.SUSPEND, Act.RESUME)


@dataclass(frozen=True)
class ModeChange:
    """From `at` on the hotline was in this mode."""

    at: datetime
    mode: Mode


@dataclass(frozen=True)
class ModeSpan:
    """From `begins_at` until before `ends_at` the hotline was guarded, or suspended."""

    mode: Mode
    begins_at: datetime
    ends_at: datetime


def mode_after(act: Act, *, is_guarded: bool) -> Mode:
    """The mode that one of `MODE_ACTS` leads to. `is_guarded`: it resumed into a raid's guard."""
    if act is Act.SUSPEND:
        return Mode.SUSPENDED
    return Mode.GUARDED if act is Act.GUARD or is_guarded else Mode.OPEN


def mode_spans(changes: Sequence[ModeChange], since: datetime, until: datetime) -> list[ModeSpan]:
    """The spans between `since` and `until`. `changes`: the oldest first, also from before."""
    spans: list[ModeSpan] = []
    ends = [*(change.at for change in changes[1:]), until]
    # The last change lasts until the end; without any change there is nothing to show.
    for change, end in zip(changes, ends, strict=False):
        begins_at, ends_at = max(change.at, since), min(end, until)
        if change.mode is Mode.OPEN or begins_at >= ends_at:
            continue
        if spans and (spans[-1].mode, spans[-1].ends_at) == (change.mode, begins_at):
            begins_at = spans.pop().begins_at
        spans.append(ModeSpan(change.mode, begins_at, ends_at))
    return spans
