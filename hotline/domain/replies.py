"""A reply's way, and the moves that are allowed on it."""

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
    # Only undoing a block brings a dropped reply back.
    _S.DROPPED: frozenset({_S.PLANNED}),
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


def can_move(current: ReplyStatus, following: ReplyStatus) -> bool:
    """Whether `current → following` is allowed. Callbacks come late, twice and out of order."""
    return following in _MOVES[current]
