"""The life of the store itself: whether it may be older than the world.

The scheduler beats for it. In a backup that beat stands still, so a restored store shows a gap.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.store.heartbeats import beat, last_beat
from hotline.store.settings import change_settings, read_settings

_STORE = "store"
# After this silence another store may have sent meanwhile.
_GAP = timedelta(minutes=10)
# The provider's clock is another one, and a message may have been made just before the last beat.
_MARGIN = timedelta(minutes=15)


def note_alive(connection: Connection, now: datetime) -> bool:
    """Note that the store is alive. After a gap, have the provider asked first; True then."""
    last = last_beat(connection, _STORE)
    is_gap = last is not None and now - last > _GAP
    if is_gap and last is not None:
        ask_since(connection, last)
    beat(connection, _STORE, now)
    return is_gap


def is_asleep(connection: Connection, now: datetime) -> bool:
    """Whether there is a gap that nobody has noticed yet."""
    last = last_beat(connection, _STORE)
    return last is not None and now - last > _GAP


def ask_since(connection: Connection, moment: datetime) -> None:
    """Have the provider asked what was sent since `moment`, before anything is claimed."""
    asked = read_settings(connection, for_update=True).ask_sent_since
    since = moment - _MARGIN
    if asked is None or since < asked:
        change_settings(connection, ask_sent_since=since)
