"""A reply's way, and the moves that are allowed on it."""

from dataclasses import dataclass
from enum import StrEnum


class ReplyStatus(StrEnum):
    """planned → sending → sent → delivered; the others are where it may halt or end."""

    PLANNED = "planned"
    HELD = "held"
    DROPPED = "dropped"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"
    FAILED = "failed"
    UNKNOWN = "unknown"


_S = ReplyStatus

_MOVES: dict[ReplyStatus, frozenset[ReplyStatus]] = {
    _S.PLANNED: frozenset({_S.SENDING, _S.HELD, _S.DROPPED}),
    _S.HELD: frozenset({_S.PLANNED, _S.DROPPED}),
    # Only undoing a block brings a dropped reply back; held, if its sender took part in a raid.
    _S.DROPPED: frozenset({_S.PLANNED, _S.HELD}),
    _S.SENDING: frozenset(
        {_S.PLANNED, _S.SENT, _S.DELIVERED, _S.UNDELIVERED, _S.FAILED, _S.UNKNOWN}
    ),
    _S.UNKNOWN: frozenset({_S.PLANNED, _S.SENT, _S.DELIVERED, _S.UNDELIVERED, _S.FAILED}),
    _S.SENT: frozenset({_S.DELIVERED, _S.UNDELIVERED, _S.FAILED}),
    _S.DELIVERED: frozenset(),
    _S.UNDELIVERED: frozenset(),
    _S.FAILED: frozenset(),
}

# What an SMS that exists at the provider can be: money was spent, or nearly.
LEFT = frozenset({_S.SENT, _S.DELIVERED, _S.UNDELIVERED})

# Where a reply is that was claimed once and then planned again; proof of that first send may
# come late.
_MAY_BE_PROVED = frozenset({_S.PLANNED, _S.HELD, _S.DROPPED})


def is_late_proof(current: ReplyStatus, following: ReplyStatus, *, attempt: int) -> bool:
    """Whether a report proves a send that we had taken for one that never was."""
    return attempt > 0 and current in _MAY_BE_PROVED and following in LEFT


def can_move(current: ReplyStatus, following: ReplyStatus, *, attempt: int = 0) -> bool:
    """Whether `current → following` is allowed. Callbacks come late, twice and out of order.

    `attempt`: how often it was claimed before; then late proof moves it from where it waits.
    """
    return following in _MOVES[current] or is_late_proof(current, following, attempt=attempt)


class Move(StrEnum):
    """Moves that one statement makes, of many replies at once."""

    HOLD = "hold"
    DROP = "drop"
    DROP_HELD = "drop_held"
    RELEASE = "release"
    KEEP = "keep"
    RESTORE = "restore"
    GIVE_UP = "give_up"


@dataclass(frozen=True)
class Step:
    """From which statuses a move starts, and to which it leads."""

    sources: tuple[ReplyStatus, ...]
    targets: tuple[ReplyStatus, ...]


STEPS: dict[Move, Step] = {
    # For a raid, a drain, or want of money.
    Move.HOLD: Step((_S.PLANNED,), (_S.HELD,)),
    # For good: blocked, opted out, expired, or somebody decided so.
    Move.DROP: Step((_S.PLANNED, _S.HELD), (_S.DROPPED,)),
    Move.DROP_HELD: Step((_S.HELD,), (_S.DROPPED,)),
    Move.RELEASE: Step((_S.HELD,), (_S.PLANNED,)),
    # Of a whole backlog: what is planned stays so, and is never held for a raid.
    Move.KEEP: Step((_S.PLANNED, _S.HELD), (_S.PLANNED,)),
    # The block that had dropped it is over.
    Move.RESTORE: Step((_S.DROPPED,), (_S.PLANNED, _S.HELD)),
    # Its worker died in the send.
    Move.GIVE_UP: Step((_S.SENDING,), (_S.UNKNOWN,)),
}
