"""The life of the store itself: whether it may be older than the world.

The scheduler beats for it. In a backup that beat stands still, so a restored store shows a gap. A
store that was restored or promoted within minutes shows none, but it is another one.
"""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, text

from hotline.store.heartbeats import beat, last_beat
from hotline.store.settings import change_settings, read_settings
from hotline.store.tables import store_identity

# The name of its heartbeat.
STORE = "store"
# After this silence another store may have sent meanwhile.
_GAP = timedelta(minutes=10)
# The provider's clock is another one, and a message may have been made just before the last beat.
_MARGIN = timedelta(minutes=15)


_IS_ANOTHER = text(
    "SELECT EXISTS (SELECT FROM store_identity WHERE identity <> store_identity_now())"
)
_BECOME = text("INSERT INTO store_identity VALUES (store_identity_now()) ON CONFLICT DO NOTHING")
_OLDEST_DUE = text(
    """
    SELECT min(due_at) FROM replies
     WHERE status IN ('planned', 'held', 'dropped') AND attempt = 0
       AND due_at BETWEEN CAST(:now AS timestamptz) - interval '7 days' AND :now
    """
)


def note_alive(connection: Connection, now: datetime) -> bool:
    """Note that the store is alive. True if it may be older: then the provider is asked first."""
    last = last_beat(connection, STORE)
    may_be_older = is_asleep(connection, now)
    if may_be_older and last is not None:
        ask_since(connection, last)
        connection.execute(delete(store_identity))
    connection.execute(_BECOME)
    beat(connection, STORE, now)
    return may_be_older


def is_asleep(connection: Connection, now: datetime) -> bool:
    """Whether the store may be older than the world, and nobody has noticed it yet.

    After a gap; and if it is another one than it was, such as a standby that was promoted.
    """
    last = last_beat(connection, STORE)
    if last is None:
        return False
    return now - last > _GAP or bool(connection.execute(_IS_ANOTHER).scalar_one())


def ask_of_the_unclaimed(connection: Connection, now: datetime) -> None:
    """Have the provider asked, since a message left that this store never sent."""
    oldest = connection.execute(_OLDEST_DUE, {"now": now}).scalar()
    ask_since(connection, oldest or now)


def ask_since(connection: Connection, moment: datetime) -> None:
    """Have the provider asked what was sent since `moment`, before anything is claimed."""
    asked = read_settings(connection, for_update=True).ask_sent_since
    since = moment - _MARGIN
    if asked is None or since < asked:
        change_settings(connection, ask_sent_since=since)
