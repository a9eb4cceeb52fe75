"""Change how long replies wait. Replies already planned keep their time."""

from datetime import datetime, timedelta

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.record_act import record_act, require_organizer

LONGEST = timedelta(hours=12)


def change_delay(actor: Organizer, seconds: int, *, database: Database, now: datetime) -> int:
    """The audit entry's id. Raises RefusedError("delay_too_long" | "delay_unchanged")."""
    require_organizer(actor)
    if seconds > LONGEST.total_seconds():
        raise RefusedError("delay_too_long", longest_seconds=int(LONGEST.total_seconds()))
    with database.transaction() as connection:
        before = int(read_settings(connection, for_update=True).delay.total_seconds())
        if before == seconds:
            raise RefusedError("delay_unchanged", seconds=seconds)
        change_settings(connection, delay_seconds=seconds)
        return record_act(
            connection,
            Act.CHANGE_DELAY,
            actor,
            now=now,
            facts={"from_seconds": before, "to_seconds": seconds},
        )
