"""The SQL of the moves of replies: statuses as literals, so that the partial indexes are used."""

from collections.abc import Sequence

from hotline.domain.replies import STEPS, Move, ReplyStatus


def may_move(move: Move) -> str:
    """The condition that a reply is where this move may start, such as `status = 'held'`."""
    return status_in(STEPS[move].sources)


def moved(move: Move) -> str:
    """The assignment of the status to which this move leads; it must be one."""
    (target,) = STEPS[move].targets
    return f"status = '{target}'"


def status_in(statuses: Sequence[ReplyStatus]) -> str:
    """The condition that a reply has one of these statuses."""
    if len(statuses) == 1:
        return f"status = '{statuses[0]}'"
    listed = ", ".join(f"'{one}'" for one in statuses)
    return f"status IN ({listed})"
