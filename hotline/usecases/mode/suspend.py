"""Suspend the hotline: the emergency brake. From its commit on nothing is planned or sent.

**Idempotent:** a second suspension is refused, and says who suspended the hotline and when.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer


@dataclass(frozen=True)
class SuspendFacts(Facts):
    """Which suspension it is. `until`: when it ends by itself; None: never."""

    mode_version: int
    until: datetime | None = None


def suspend(
    actor: Organizer, *, database: Database, now: datetime, lasting: timedelta | None = None
) -> int:
    """Suspend the hotline.

    Args:
        lasting: the time after which it resumes by itself; None: until somebody resumes it.

    Returns:
        The id of the audit entry.

    Raises:
        RefusedError: not_allowed, already_suspended (naming who was faster)
    """
    require_organizer(actor)
    with database.transaction() as connection:
        # This lock waits for running claims: after our commit no reply is claimed any more.
        settings = read_settings(connection, for_update=True)
        if settings.mode is Mode.SUSPENDED:
            raise RefusedError(
                Refusal.ALREADY_SUSPENDED, **last_act_facts(connection, [Act.SUSPEND])
            )
        until = now + lasting if lasting else None
        change_settings(connection, mode=Mode.SUSPENDED, mode_until=until)
        facts = SuspendFacts(settings.mode_version + 1, until)
        return record_act(connection, Act.SUSPEND, actor, now=now, facts=facts)
