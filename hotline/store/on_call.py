"""Who has the phone tonight."""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.settings import HotlineSettings
from hotline.store.organizers import reachable_organizer_ids


def on_call(
    connection: Connection, settings: HotlineSettings, organizer_id: int, now: datetime
) -> bool | None:
    """Whether this organizer has the phone; None: nobody has it whom Telegram can reach."""
    holder = settings.on_call_id(now)
    if holder is None or holder not in reachable_organizer_ids(connection):
        return None
    return holder == organizer_id
