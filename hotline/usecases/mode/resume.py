"""Resume a suspended or guarded hotline, and decide what becomes of the backlog.

**Idempotent:** `mode_version` names the suspension or guard that was seen; if it is over, or
another one has begun, the act is refused. In a raid a second person must agree, where the team
wants two people.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.approvals import Shared
from hotline.domain.modes import Backlog, Mode
from hotline.domain.people import Organizer
from hotline.domain.proposals import SeenCount
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.held_replies import held_replies
from hotline.store.owed_replies import count_waiting
from hotline.usecases.acts.record_act import require_organizer
from hotline.usecases.acts.request_approval import Asked, request_approval_at_once
from hotline.usecases.mode.reopen import Resumed, look_again, raid_on, reopen


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
        settings = look_again(connection, mode_version, seen)
        if _needs_second(connection, settings, backlog):
            count = seen if seen is not None else count_waiting(connection)
            facts = ResumeProposal(count, backlog, mode_version)
            return request_approval_at_once(connection, actor, Act.RESUME, facts, now)
        return reopen(connection, actor, backlog, now)


def _needs_second(connection: Connection, settings: HotlineSettings, backlog: Backlog) -> bool:
    """Whether two must agree, in either mode: after a suspension in a raid, kept replies leave."""
    if backlog is Backlog.LEAVE and settings.mode is Mode.SUSPENDED:
        return False  # Nothing is released, and the guard is on again if a raid is.
    is_raid = settings.mode is Mode.GUARDED or raid_on(connection) is not None
    if is_raid and Shared.RESUME_IN_RAID in settings.two_people:
        return True
    lets_go = backlog in (Backlog.KEEP, Backlog.GENUINE)
    return lets_go and Shared.RELEASE in settings.two_people and bool(held_replies(connection, 1))
