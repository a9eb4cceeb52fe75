"""Resume a suspended or guarded hotline, and decide what becomes of the backlog.

**Idempotent:** `mode_version` names the suspension or guard that was seen; if it is over, or
another one has begun, the act is refused. In a raid a second person must agree, where the team
wants two people.
"""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.modes import Backlog
from hotline.domain.people import Organizer
from hotline.domain.proposals import SeenCount
from hotline.store.database import Database
from hotline.store.owed_replies import count_waiting
from hotline.usecases.acts.alone_or_ask import alone_or_ask
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.mode.reopen import Resumed, look_again, reopen


@dataclass(frozen=True)
class ResumeProposal(SeenCount):
    """What becomes of the backlog, and which suspension or guard it is about."""

    backlog: Backlog
    mode_version: int


def resume(
    actor: Organizer,
    backlog: Backlog,
    *,
    mode_version: int,
    database: Database,
    now: datetime,
    seen: int | None = None,
) -> Resumed | Asked:
    """Resume, or ask a second person where the team wants two.

    Args:
        backlog: what becomes of the waiting replies; LEAVE: held replies stay held.
        mode_version: the suspension or guard that was seen, from `ResumeQuestion`.
        seen: how many replies waited when the question was asked; None: do not compare.

    Returns:
        Resumed if it was done; Asked if a second person must agree first.

    Raises:
        RefusedError: not_allowed, already_open (naming who was faster), overtaken (naming who was
            faster), grown, asked_already, too_new, nobody_to_agree
    """
    require_organizer(actor)
    with database.transaction() as connection:
        look_again(connection, mode_version, seen)
        count = seen if seen is not None else count_waiting(connection)
        return alone_or_ask(
            connection,
            actor,
            Act.RESUME,
            ResumeProposal(count, backlog, mode_version),
            now=now,
            do=lambda consent: reopen(connection, consent, backlog, now),
        )
