"""Replies that the provider accepts and that are then lost: when a handful of them is enough.

The provider takes its money for each of them, and nobody sees an error: only the reports say it.
"""

from collections.abc import Sequence

from hotline.domain.errors import Failure
from hotline.domain.replies import ReplyStatus

# After so many in a row for one reason of ours, such as a filtered text, the next are lost too.
_HANDFUL = 5
# For other reasons, such as handsets that are off, so many in a row are no accident.
_ROW = 8
LOOKED_AT = _ROW
# The code of a halt for losses begins with it; the provider's code follows, if they share one.
_LOST = "lost"


def halt_for_losses(
    latest: Sequence[tuple[ReplyStatus, str | None]], failure: Failure
) -> str | None:
    """The code of the halt that these losses call for; None: sending goes on.

    `latest`: (status, error code) of the replies that ended last, the newest first; `failure`: of
    the newest.
    """
    lost: list[str | None] = []
    for status, code in latest:
        if status is ReplyStatus.DELIVERED:
            break
        lost.append(code)
    if failure.is_of_ours and lost[:_HANDFUL] == [failure.code] * _HANDFUL:
        return f"{_LOST}:{failure.code}"
    return _LOST if len(lost) >= _ROW else None


def is_for_losses(halt_code: str) -> bool:
    """Whether a halt is because replies were accepted and then lost."""
    return halt_code.partition(":")[0] == _LOST


def code_of_losses(halt_code: str) -> str:
    """The provider's code that the losses share; empty: they share none."""
    return halt_code.partition(":")[2]
