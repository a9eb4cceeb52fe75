"""Suspend the hotline: the emergency brake. From its commit on nothing is planned or sent.

While it is suspended, a second suspension gives it another end, or none.
**Idempotent:** the same end again is refused, and says who suspended the hotline and when.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.mode.change_end import change_end

# Two taps of one thumb, and no other wish: the same end within a minute.
_SAME = timedelta(minutes=1)


@dataclass(frozen=True)
class SuspendFacts(Facts):
    """Which suspension it is. `until`: when it ends by itself; None: never."""

    mode_version: int
    until: datetime | None = None


def suspend(
    actor: Organizer,
    *,
    database: Database,
    now: datetime,
    lasting: timedelta | None = None,
    may_change_end: bool = True,
) -> int:
    """Suspend the hotline, or give a suspension another end.

    Args:
        lasting: the time after which it resumes by itself; None: until somebody resumes it.
        may_change_end: False for a button, which may be older than the suspension.

    Returns:
        The id of the audit entry.

    Raises:
        RefusedError: not_allowed, already_suspended (naming who was faster)
    """
    require_organizer(actor)
    until = now + lasting if lasting else None
    with database.transaction() as connection:
        # This lock waits for running claims: after our commit no reply is claimed any more.
        settings = read_settings(connection, for_update=True)
        if settings.mode is not Mode.SUSPENDED:
            change_settings(connection, mode=Mode.SUSPENDED, mode_until=until)
            facts = SuspendFacts(settings.mode_version + 1, until)
            return record_act(connection, Act.SUSPEND, actor, now=now, facts=facts)
        if not may_change_end or _is_same(settings, until):
            faster = last_act_facts(connection, [Act.SUSPEND, Act.CHANGE_END])
            raise RefusedError(Refusal.ALREADY_SUSPENDED, **faster)
        return change_end(connection, actor, settings, until, now)


def _is_same(settings: HotlineSettings, until: datetime | None) -> bool:
    before = settings.mode_until
    if until is None or before is None:
        return until is before
    return abs(until - before) < _SAME
