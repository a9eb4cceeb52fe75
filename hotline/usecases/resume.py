"""Resume a suspended hotline, deciding what becomes of the backlog.

Twice, late, or by two at once: `mode_version` names the suspension that was looked at; another
one is refused.
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.modes import Mode
from hotline.domain.people import Organizer
from hotline.domain.reasons import Reason
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.replies import drop_backlog, release_held
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.record_act import record_act, require_organizer


class Backlog(StrEnum):
    """What becomes of the replies that waited."""

    KEEP = "keep"
    DROP = "drop"


def resume(
    actor: Organizer, backlog: Backlog, *, mode_version: int, database: Database, now: datetime
) -> int:
    """How many replies were dropped. Raises RefusedError("already_open" | "overtaken")."""
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection, for_update=True)
        if settings.mode is not Mode.SUSPENDED:
            raise RefusedError("already_open", **last_act_facts(connection, [Act.RESUME]))
        if settings.mode_version != mode_version:
            raise RefusedError("overtaken", **last_act_facts(connection, [Act.SUSPEND]))
        return reopen(connection, actor, backlog, now)


def reopen(connection: Connection, actor: Organizer | None, backlog: Backlog, now: datetime) -> int:
    """Open, inside the caller's transaction, which holds the settings' lock."""
    dropped = 0
    if backlog is Backlog.DROP:
        dropped = drop_backlog(connection, Reason.DROPPED_ON_RESUME, now)
    else:
        # Somebody has looked and wants them: what still does not fit is held again.
        release_held(connection, (Reason.BUDGET, Reason.PRICE_UNKNOWN), now)
    change_settings(connection, mode=Mode.OPEN, mode_until=None)
    record_act(
        connection, Act.RESUME, actor, now=now, facts={"backlog": backlog, "dropped": dropped}
    )
    return dropped
