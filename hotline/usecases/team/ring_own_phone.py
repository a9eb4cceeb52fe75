"""Ring one's own phone, as a raid would: a test that anybody on the team may make, at any time.

The second way (ALERT_URLS) is tried too, by the worker: `try_second_way`.
"""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.facts import Facts, NoFacts
from hotline.domain.notices import NoticeKind, plain_kind
from hotline.domain.people import Organizer
from hotline.domain.sounds import may_sound
from hotline.store.alerts import read_alerts
from hotline.store.database import Database
from hotline.store.notices import note_told, tell
from hotline.store.settings import read_settings


@dataclass(frozen=True)
class SecondWayTried(Facts):
    """`told`: how many addresses accepted it, of `addresses`."""

    told: int
    addresses: int


TEST_RING = plain_kind("test_ring")
TEST_ELSEWHERE = NoticeKind("test_elsewhere", SecondWayTried)
# The beginning of the key under which it is noted that somebody asked; then their id.
ASKED = "test_ring:"


def ring_own_phone(actor: Organizer, *, database: Database, now: datetime) -> bool:
    """Ring the actor's phone, and ask the worker to try the second way.

    Returns:
        Whether a raid would make a sound on that phone now, by their own choice.
    """
    with database.transaction() as connection:
        settings, alerts = read_settings(connection), read_alerts(connection, actor.id)
        tell(connection, [actor.id], TEST_RING, NoFacts(), now=now)
        note_told(connection, f"{ASKED}{actor.id}", now)
        is_on_call = settings.on_call_id(now) == actor.id
        return may_sound(TEST_RING.name, alerts, now, settings.timezone, is_on_call=is_on_call)
