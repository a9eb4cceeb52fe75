"""Find the notices that are due, with the names and handles that they speak of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from hotline.domain.notices import header_of
from hotline.domain.people import Organizer
from hotline.domain.sounds import may_sound
from hotline.store.alerts import read_alerts
from hotline.store.database import Database
from hotline.store.notices import waiting_notices
from hotline.store.on_call import on_call
from hotline.store.organizers import get_organizer
from hotline.store.settings import read_settings
from hotline.usecases.reports.find_names import Names, find_names


@dataclass(frozen=True)
class WaitingNotice:
    """A notice, ready to be put in words.

    `kept`: its facts as JSON, to be read by the code that knows its kind. `names`: the names and
    handles that these facts speak of. `is_loud`: it makes a sound.
    """

    id: int
    to: Organizer
    kind: str
    tries: int
    is_loud: bool
    kept: Mapping[str, Any] = field(repr=False)
    names: Names = field(repr=False)


def find_waiting_notices(*, database: Database, now: datetime) -> list[WaitingNotice]:
    """Find at most one notice for each organizer, the oldest: order is kept for everybody."""
    found = []
    with database.transaction() as connection:
        waiting = waiting_notices(connection, now)
        if not waiting:
            return []
        settings = read_settings(connection)
        for notice in waiting:
            to = get_organizer(connection, database.vault, notice.organizer_id)
            if to is None:
                continue
            header = header_of(notice.kept)
            names = find_names(connection, database, header, to.id)
            alerts = read_alerts(connection, to.id)
            is_on_call = on_call(connection, settings, to.id, now)
            is_loud = notice.is_loud and may_sound(
                notice.kind, alerts, now, settings.timezone, is_on_call=is_on_call
            )
            found.append(
                WaitingNotice(notice.id, to, notice.kind, notice.tries, is_loud, notice.kept, names)
            )
    return found
