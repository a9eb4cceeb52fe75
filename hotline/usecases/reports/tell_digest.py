"""Tell the day's digest to those who want one, at their hour; on Mondays the week's.

The week's comes with a picture. If nothing happened, nothing is told. **Idempotent:** a mark under
a lock lets each organizer have one digest a day, also with two workers. If no worker runs at that
hour, the digest comes later the same day.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from hotline.domain.notices import NoticeKind
from hotline.store.alerts import who_wants_digest
from hotline.store.database import Database
from hotline.store.notices import tell
from hotline.store.organizers import change_organizer
from hotline.store.settings import read_settings
from hotline.usecases.reports.show_stats import Period, StatsFigures, show_stats

DIGEST = NoticeKind("digest", StatsFigures)
WEEKLY = NoticeKind("weekly", StatsFigures)
_MONDAY = 0


def tell_digest(*, database: Database, now: datetime) -> int:
    """Write the digest notices that are due.

    Returns:
        How many organizers are told.
    """
    with database.transaction() as connection:
        wanted, local = _due(connection, now)
    if not wanted:
        return 0
    period = Period.WEEK if local.weekday() == _MONDAY else Period.DAY
    stats = show_stats(period, database=database, now=now)
    with database.transaction() as connection:
        # Counting takes its time: another worker may have told some of them meanwhile.
        wanted, _ = _due(connection, now)
        for organizer_id in wanted:
            change_organizer(connection, organizer_id, digest_day=local.date())
        if stats.is_empty or not wanted:
            return 0
        kind = WEEKLY if period is Period.WEEK else DIGEST
        tell(connection, wanted, kind, stats.figures, now=now, is_loud=False)
        return len(wanted)


def _due(connection: Connection, now: datetime) -> tuple[list[int], datetime]:
    """Whose digest is due, locked until the commit; and the team's own time."""
    local = now.astimezone(ZoneInfo(read_settings(connection).timezone))
    return who_wants_digest(connection, local.date(), local.hour), local
