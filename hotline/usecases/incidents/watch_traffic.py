"""Watch the traffic: examine what is new, learn what is usual, open, follow and close incidents.

**Idempotent:** the state's row is locked, so one process looks at a time, and what is examined is
skipped. **On a crash** the transaction rolls back. The next look, by any worker, reads the last
hours from the store and goes on.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.detection.arrivals import moment_of
from hotline.domain.detection.baselines import HOUR, MINUTE, Baseline
from hotline.domain.detection.evidence import Kind
from hotline.domain.detection.spikes import find_alarm
from hotline.domain.detection.traffic import Traffic, calls_of
from hotline.store.database import Database
from hotline.store.incidents import open_spike
from hotline.store.settings import read_settings
from hotline.store.traffic_minutes import TrafficMinute, keep_minutes
from hotline.store.watch import (
    WatchState,
    begin_look,
    begin_watch,
    end_look,
    read_arrivals,
    read_baseline,
)
from hotline.usecases.incidents.examine_inbounds import examine_inbounds
from hotline.usecases.incidents.follow_incident import follow_incident
from hotline.usecases.incidents.open_incident import open_incident

# A look stays short however much comes: the next one examines the rest.
LOOK_LIMIT = 2_000
_REMEMBERED = timedelta(hours=2, minutes=20)
_REMEMBERED_AT_MOST = 20_000
_SAVED_EVERY_SECONDS = 600.0
# After a longer pause, a process reads only this far back.
_LONGEST_GAP = timedelta(days=3)


@dataclass
class Memory:
    """One process's cache of what the store holds. `looks` None: the cache is invalid.

    `under_way`: the kind of the raid or surge that goes on. Only a look can begin one.
    """

    looks: int | None = None
    traffic: Traffic = field(default_factory=Traffic)
    baseline: Baseline | None = None
    saved_until: float = 0.0
    seen_id: int = 0
    under_way: Kind | None = None


def watch_traffic(*, database: Database, memory: Memory, now: datetime) -> int:
    """Look once at what is new. The cost grows with what is new, not with what is stored.

    Args:
        memory: the cache of this process; pass the same object to every look.

    Returns:
        How many inbounds were new; if it is `LOOK_LIMIT`, more may wait for the next look.
    """
    with database.transaction() as connection:
        state = begin_look(connection) or _begin(connection, now)
        is_known = memory.looks == state.looks - 1
        traffic, baseline = _remember(connection, memory, now, is_known=is_known)
        # Invalidate the cache until the commit succeeds: after a rollback it would hold rows that
        # were never stored.
        memory.looks = None
        incident = None
        if memory.under_way is not None or not is_known:
            incident = open_spike(connection, lock=True)
        is_raid = incident is not None and incident.kind is Kind.RAID
        new = examine_inbounds(
            connection, database.vault, cursor=state.cursor, limit=LOOK_LIMIT, in_raid=is_raid
        )
        traffic.take(counted := [one for one in new if not one.is_machine])
        values: dict[str, object] = {}
        if incident is not None:
            under_way = follow_incident(connection, incident, traffic, baseline, counted, now=now)
            if under_way is None:
                values["cleared_at"] = now
        else:
            under_way = _see(connection, state, traffic, baseline, now) if counted else None
            # An incident that has just begun is never learnt as usual, of either kind.
            is_raid = under_way is not None
        if len(new) < LOOK_LIMIT and _learn(connection, traffic, baseline, now, is_raid=is_raid):
            traffic.forget(now.timestamp())
        values |= _to_save(baseline, memory)
        seen_id = max([memory.seen_id, *(one.inbound_id for one in new)])
        end_look(connection, state, seen_id, now, **values)
    memory.seen_id, memory.looks = seen_id, state.looks
    memory.under_way = under_way
    return len(new)


def _to_save(baseline: Baseline, memory: Memory) -> dict[str, object]:
    """The baseline, once in a while: what it learnt since, the next process learns again."""
    if baseline.learnt_until - memory.saved_until < _SAVED_EVERY_SECONDS:
        return {}
    memory.saved_until = baseline.learnt_until
    return {"baseline": baseline.to_dict()}


def _begin(connection: Connection, now: datetime) -> WatchState:
    timezone = read_settings(connection).timezone
    return begin_watch(connection, Baseline.begin(now.timestamp(), timezone).to_dict(), now)


def _remember(
    connection: Connection, memory: Memory, now: datetime, *, is_known: bool
) -> tuple[Traffic, Baseline]:
    """The cache, if this process was the last that looked; otherwise read it from the store."""
    if not is_known or memory.baseline is None:
        memory.baseline = Baseline.from_dict(read_baseline(connection))
        memory.saved_until = memory.baseline.learnt_until
        unlearnt = moment_of(memory.baseline.learnt_until - HOUR)
        since = max(min(now - _REMEMBERED, unlearnt), now - _LONGEST_GAP)
        memory.traffic = Traffic(read_arrivals(connection, since, _REMEMBERED_AT_MOST))
    return memory.traffic, memory.baseline


def _see(
    connection: Connection, state: WatchState, traffic: Traffic, baseline: Baseline, now: datetime
) -> Kind | None:
    """Open an incident if an alarm is found. Returns its kind."""
    alarm = find_alarm(
        traffic,
        baseline,
        now.timestamp(),
        since=state.cleared_at.timestamp(),
        taught=state.believed(now),
    )
    if alarm is None:
        return None
    return open_incident(connection, alarm, traffic, baseline, now=now)


def _learn(
    connection: Connection, traffic: Traffic, baseline: Baseline, now: datetime, *, is_raid: bool
) -> bool:
    """Store the minutes that are over, and learn from them unless they are a raid's.

    True if there were any.
    """
    due = baseline.due_minutes(now.timestamp())
    minutes = []
    for start in due:
        minute = traffic.minute(start)
        minutes.append(
            TrafficMinute(
                minute=moment_of(start),
                messages=minute.messages,
                calls=len(calls_of(traffic.since(start, start + MINUTE))),
                senders=minute.senders,
                first_texts=minute.first_texts,
                insults=minute.insults,
                usual_messages=baseline.usual_messages(start, MINUTE),
                usual_senders=baseline.senders.profile_rate(baseline.hour_of(start)),
            )
        )
        if not is_raid:
            baseline.learn(start, minute)
    if is_raid:
        baseline.skip_to(now.timestamp())
    keep_minutes(connection, minutes)
    return bool(due)
