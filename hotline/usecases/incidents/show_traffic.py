"""Show the traffic around an incident, minute by minute, next to what is usual: for its picture."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import sqrt

from hotline.domain.acts import ABOUT_INCIDENTS
from hotline.domain.detection.baselines import MINUTE
from hotline.domain.incidents import Incident
from hotline.store.audit import acts_on_incident
from hotline.store.database import Database
from hotline.store.settings import read_settings
from hotline.store.traffic_minutes import count_by_minute, read_minutes

_BEFORE = timedelta(minutes=30)
_AFTER = timedelta(minutes=30)
# The picture has no room for more: a longer incident shows its last hours.
_LONGEST = timedelta(hours=8)
_ACTS = 20
# Texts come in clumps, so counts vary more than chance: a negative binomial of this size.
_SIZE = 3.0


@dataclass(frozen=True)
class ShownMinute:
    """The texts and calls of a minute, and the range in which they usually are."""

    at: datetime
    messages: int
    usual_low: float
    usual_high: float


@dataclass(frozen=True)
class Traffic:
    """The oldest minute first. `acts`: when people, or the hotline itself, acted on it."""

    timezone: str
    onset_at: datetime
    minutes: list[ShownMinute]
    acts: list[datetime]


def show_traffic(incident: Incident, *, database: Database, now: datetime) -> Traffic:
    """Show the traffic from half an hour before the onset.

    Returns:
        Minutes until now, or until half an hour after the end; the last eight hours at most.
    """
    until = min(now, (incident.closed_at or now) + _AFTER)
    since = max(incident.onset_at - _BEFORE, until - _LONGEST)
    since = since.replace(second=0, microsecond=0)
    with database.transaction() as connection:
        counts = dict(count_by_minute(connection, since, until))
        usual = {one.minute: one.usual_messages for one in read_minutes(connection, since, until)}
        acts = acts_on_incident(connection, incident, ABOUT_INCIDENTS, limit=_ACTS)
        timezone = read_settings(connection).timezone
    # Include the running minute: it is what people look for.
    length = int((until - since).total_seconds() // MINUTE) + 1
    minutes = []
    rate = incident.usual_per_minute
    for index in range(length):
        at = since + timedelta(minutes=index)
        # A minute that is not stored yet takes the usual rate of the minute before.
        rate = usual.get(at, rate)
        minutes.append(_shown(at, counts.get(at, 0), rate))
    return Traffic(
        timezone,
        incident.onset_at,
        minutes,
        [act.created_at for act in acts if act.created_at < until],
    )


def _shown(at: datetime, messages: int, rate: float) -> ShownMinute:
    spread = 2 * sqrt(rate + rate * rate / _SIZE)
    return ShownMinute(at, messages, max(0.0, rate - spread), rate + spread)
