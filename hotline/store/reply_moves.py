"""The SQL of reply moves, with statuses as literals, so that partial indexes are used."""

from collections.abc import Sequence

from hotline.domain.replies import STEPS, Move, ReplyStatus


def may_move(move: Move) -> str:
    """The condition that this move may start from a reply's status, such as `status = 'held'`."""
    return status_in(STEPS[move].sources)


def moved(move: Move) -> str:
    """The assignment of the one status to which this move leads. ValueError if it has several."""
    (target,) = STEPS[move].targets
    return f"status = '{target}'"


def status_in(statuses: Sequence[ReplyStatus]) -> str:
    """The condition that a reply has one of these statuses."""
    if len(statuses) == 1:
        return f"status = '{statuses[0]}'"
    listed = ", ".join(f"'{one}'" for one in statuses)
    return f"status IN ({listed})"
