"""Watch for a drain: slow bleeding of the budget, seen over hours. People are told without a sound.

Only the replies to the suspected senders are held. While a raid or a young surge is on, the watch
for drains waits. **Idempotent:** a second run follows the open drain. **On a crash** the
transaction rolls back, and the next run does the same.
"""

from dataclasses import asdict
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain.detection.baselines import DAY, MINUTE, Baseline
from hotline.domain.detection.drains import (
    HAMMER_HOURS,
    HAMMERING,
    DrainAlarm,
    Hour,
    Slow,
    find_drains,
)
from hotline.domain.detection.evidence import Kind
from hotline.domain.incidents import Incident
from hotline.domain.reasons import Reason
from hotline.store.database import Database
from hotline.store.held_replies import hold_replies, note_verdict, planned_since
from hotline.store.incident_cards import add_cards
from hotline.store.incidents import (
    add_incident,
    busy_senders,
    change_incident,
    open_drain,
    open_spike,
    replace_parts,
)
from hotline.store.traffic_minutes import TrafficMinute, read_hours
from hotline.store.watch import lock_watch, read_baseline
from hotline.usecases.incidents.summarise_incident import summarise_incident, tell_over
from hotline.usecases.replies.judge_held_replies import judge_senders

_HOURS = 24
# It is over when no alarm was seen for this long.
_OVER_AFTER = timedelta(hours=3)
_HELD_AT_ONCE = 500
# A surge that goes on for longer than this must not hide a drain.
_SURGES_FOR = timedelta(hours=6)


def watch_drain(*, database: Database, now: datetime) -> Incident | None:
    """Look once for a drain, at a day of minutes and at six hours of inbounds.

    Returns:
        The drain that goes on, if any; None too while the watch for drains waits.
    """
    with database.transaction() as connection:
        state = lock_watch(connection)
        if state is None:
            return None
        # The hours of a fast incident would look like a drain.
        spike = open_spike(connection)
        if spike is not None and (spike.kind is Kind.RAID or now - spike.opened_at < _SURGES_FOR):
            return None
        baseline = Baseline.from_dict(read_baseline(connection))
        slow = _slow(connection, baseline, state.cleared_at, now)
        taught = state.believed(now)
        alarm = next((one for one in find_drains(slow) if not one.is_taught(taught)), None)
        drain = open_drain(connection, lock=True)
        if drain is None and alarm is not None:
            _open(connection, alarm, baseline, now)
        elif drain is not None:
            _follow(connection, drain, alarm, now)
        drain = open_drain(connection)
        if drain is not None:
            _hold(connection, drain, now)
        return drain


def _slow(connection: Connection, baseline: Baseline, cleared_at: datetime, now: datetime) -> Slow:
    """The traffic of the last hours, without what came before the last incident ended."""
    since = max(cleared_at, now - timedelta(hours=HAMMER_HOURS))
    heavy = busy_senders(connection, since, at_least=HAMMERING)
    hours = read_hours(connection, now, _HOURS)
    return Slow(
        hours=[_hour(found) for found in hours if found.minute >= cleared_at],
        heavy=[part.texts + part.calls for part in heavy],
        insult_share=baseline.insult_share,
        age_days=(now.timestamp() - baseline.since) / DAY,
    )


def _hour(found: TrafficMinute) -> Hour:
    return Hour(
        senders=found.senders,
        usual_senders=found.usual_senders,
        messages=found.messages,
        first_texts=found.first_texts,
        insults=found.insults,
    )


def _open(connection: Connection, alarm: DrainAlarm, baseline: Baseline, now: datetime) -> None:
    incident_id = add_incident(
        connection,
        kind=Kind.DRAIN,
        opened_at=now,
        onset_at=now - timedelta(hours=alarm.hours),
        alarm=asdict(alarm),
        evidence=[],
        raid_chance=0.0,
        kinds=[[now.isoformat(), Kind.DRAIN, 0.0]],
        usual_per_minute=baseline.usual_messages(now.timestamp(), MINUTE),
        last_alarm_at=now,
        weighed_at=now,
        told_loudly=[],
    )
    add_cards(connection, incident_id, now, is_loud=False)


def _follow(
    connection: Connection, drain: Incident, alarm: DrainAlarm | None, now: datetime
) -> None:
    if alarm is not None:
        change_incident(connection, drain.id, alarm=asdict(alarm), last_alarm_at=now)
    elif now - drain.last_alarm_at >= _OVER_AFTER:
        summary = summarise_incident(connection, drain, now)
        change_incident(connection, drain.id, closed_at=now, summary=summary.to_facts())
        tell_over(connection, drain, summary, now)


def _hold(connection: Connection, drain: Incident, now: datetime) -> None:
    """Store who takes part, the senders who do not look genuine, and hold what they are owed."""
    since = max(drain.onset_at, now - timedelta(hours=_HOURS))
    active = busy_senders(connection, since, at_least=1)
    verdicts = judge_senders(connection, [part.sender_id for part in active], now)
    concerned = [part for part in active if not verdicts[part.sender_id].looks_genuine]
    replace_parts(connection, drain.id, concerned)
    if drain.dismissed_at is not None:
        return
    ids = {part.sender_id for part in concerned}
    planned = planned_since(connection, since, _HELD_AT_ONCE)
    owed = [one for one in planned if one.sender_id in ids]
    hold_replies(connection, [one.reply_id for one in owed], Reason.DRAIN, now)
    for one in owed:
        note_verdict(connection, [one.reply_id], verdicts[one.sender_id].marks, now)
