"""Find the check-ups whose findings are to be shown.

If no worker has answered in time, the bot shows what the store alone knows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotline.domain.checkups import Check, Finding, State, findings_from, unknown, wrong
from hotline.domain.people import Organizer
from hotline.store.checkups import Checkup, mark_shown, unshown_checkups
from hotline.store.database import Database
from hotline.store.organizers import get_member
from hotline.store.settings import read_settings
from hotline.usecases.checkups.check_store import check_store

# A worker that waits for Twilio takes up to half a minute for the first answer.
_PATIENCE = timedelta(seconds=45)


@dataclass(frozen=True)
class FinishedCheckup:
    """A check-up to be shown. `findings`: what is wrong first; `to` None: removed, or locked."""

    checkup: Checkup
    to: Organizer | None = field(repr=False)
    findings: list[Finding]
    timezone: str


def find_finished_checkups(
    *, database: Database, clock: Callable[[], datetime]
) -> list[FinishedCheckup]:
    """Find every check-up that is finished or overdue, and not shown yet.

    Returns:
        The check-ups. An overdue one (no findings after 45 seconds) has only what the store knows.
    """
    with database.transaction() as connection:
        timezone = read_settings(connection).timezone
        waiting = unshown_checkups(connection, overdue_since=clock() - _PATIENCE)
        whose = {
            one.id: get_member(connection, database.vault, one.organizer_id) for one in waiting
        }
    if not waiting:
        return []
    return [
        FinishedCheckup(
            one,
            member.organizer if (member := whose[one.id]) and member.locked_at is None else None,
            _findings(one, database, clock),
            timezone,
        )
        for one in waiting
    ]


def note_shown(checkup: Checkup, *, database: Database, now: datetime) -> None:
    """Note that the findings were shown, or only what the store alone knows of them.

    Args:
        checkup: as it was found. Without findings: those that arrive later are still shown.
    """
    with database.transaction() as connection:
        mark_shown(connection, checkup, now)


def _findings(checkup: Checkup, database: Database, clock: Callable[[], datetime]) -> list[Finding]:
    if checkup.findings is not None:
        return findings_from(checkup.findings)
    first = unknown(Check.PARTS, "looking") if checkup.is_begun else wrong(Check.PARTS, "no_answer")
    alone = check_store(database=database, clock=clock)
    return [first, *(one for one in alone if one.state is not State.FINE)]
