"""The statuses of a reply, and the moves that are allowed between them."""

from dataclasses import dataclass
from enum import StrEnum


class ReplyStatus(StrEnum):
    """planned → sending → sent → delivered; in the others a reply waits or ends."""

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
    # Only the end of a block restores a dropped reply: held if its sender took part in an incident.
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

# The statuses of a reply whose SMS exists at the provider: money is spent, or will be.
LEFT = frozenset({_S.SENT, _S.DELIVERED, _S.UNDELIVERED})

# The statuses of a reply that nobody claims now. If it was claimed before, proof of that first send
# may arrive late.
UNCLAIMED = frozenset({_S.PLANNED, _S.HELD, _S.DROPPED})


def is_late_proof(current: ReplyStatus, following: ReplyStatus, *, attempt: int) -> bool:
    """Whether a report proves a send that we believed had never happened."""
    return attempt > 0 and current in UNCLAIMED and following in LEFT


def can_move(current: ReplyStatus, following: ReplyStatus, *, attempt: int = 0) -> bool:
    """Whether `current → following` is allowed. Callbacks come late, twice and out of order.

    `attempt`: how often it was claimed before. If it was, late proof of a send may move it.
    """
    return following in _MOVES[current] or is_late_proof(current, following, attempt=attempt)


class Move(StrEnum):
    """A move that one SQL statement makes for many replies at once."""

    HOLD = "hold"
    DROP = "drop"
    DROP_HELD = "drop_held"
    RELEASE = "release"
    KEEP = "keep"
    RESTORE = "restore"
    GIVE_UP = "give_up"


@dataclass(frozen=True)
class Step:
    """The statuses in which a move may start, and those to which it leads."""

    sources: tuple[ReplyStatus, ...]
    targets: tuple[ReplyStatus, ...]


STEPS: dict[Move, Step] = {
    # For a raid or a drain, or because there is no money or no price.
    Move.HOLD: Step((_S.PLANNED,), (_S.HELD,)),
    # Permanently: the sender is blocked or opted out, the reply expired, or somebody decided it.
    Move.DROP: Step((_S.PLANNED, _S.HELD), (_S.DROPPED,)),
    Move.DROP_HELD: Step((_S.HELD,), (_S.DROPPED,)),
    Move.RELEASE: Step((_S.HELD,), (_S.PLANNED,)),
    # For a whole backlog: planned replies stay planned, and are never held for a raid again.
    Move.KEEP: Step((_S.PLANNED, _S.HELD), (_S.PLANNED,)),
    # The block for which it was dropped is over.
    Move.RESTORE: Step((_S.DROPPED,), (_S.PLANNED, _S.HELD)),
    # Its worker died during the send.
    Move.GIVE_UP: Step((_S.SENDING,), (_S.UNKNOWN,)),
}
