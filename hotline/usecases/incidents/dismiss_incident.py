"""Dismiss an incident: people say that it is nothing to worry about.

The watch learns from it: the same traffic raises no alarm for a day, unless it grows by half. The
guard ends, and what was held for the incident is planned again. **Idempotent:** a second dismissal
is refused, and names who was faster.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.detection.baselines import MINUTE
from hotline.domain.detection.drains import DrainAlarm
from hotline.domain.detection.evidence import Kind
from hotline.domain.detection.spikes import WINDOWS_SECONDS, Alarm, Rule, alarm_key
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.incidents import Incident
from hotline.domain.modes import Mode
from hotline.domain.refusals import Refusal
from hotline.store.held_replies import release_replies
from hotline.store.incidents import change_incident, get_incident
from hotline.store.settings import read_settings
from hotline.store.watch import forgive_texts, lock_watch, teach
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.incidents.settle_incident_replies import all_held
from hotline.usecases.incidents.summarise_incident import summarise_incident
from hotline.usecases.mode.leave_guard import leave_guard
from hotline.usecases.mode.reopen import refuse_if_grown

_BELIEVED_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class DismissFacts(Facts):
    """`count`: replies that were released."""

    count: int = 0


@dataclass(frozen=True)
class Dismissed:
    """`released`: replies. `is_suspended`: the hotline is suspended, so they do not leave yet."""

    released: int
    is_suspended: bool


def dismiss_incident(
    connection: Connection,
    consent: Consent,
    incident_id: int,
    *,
    seen: int,
    now: datetime,
) -> Dismissed:
    """Dismiss the incident, inside the caller's transaction.

    `seen`: how many replies were held when the question was asked. Raises
    RefusedError("no_such_incident" | "already_dismissed" | "incident_is_over" | "grown" |
    "needs_two").
    """
    # Take the locks in the order of the watch: no deadlock.
    lock_watch(connection)
    incident = get_incident(connection, incident_id, lock=True)
    if incident is None:
        raise RefusedError(Refusal.NO_SUCH_INCIDENT)
    if incident.dismissed_at is not None:
        raise RefusedError(
            Refusal.ALREADY_DISMISSED, organizer_id=incident.dismissed_by, at=incident.dismissed_at
        )
    if not incident.is_open:
        raise RefusedError(Refusal.INCIDENT_IS_OVER)
    held = all_held(connection, incident)
    refuse_if_grown(seen, len(held))
    if incident.kind is Kind.RAID:
        # The watch is taught to be silent, whether the guard is on or not.
        consent.require(Effect.LIFT_GUARD)
    if incident.kind is not Kind.DRAIN:
        leave_guard(connection, incident.id, consent=consent, now=now)
    released = release_replies(connection, [one.reply_id for one in held], now, consent=consent)
    summary = summarise_incident(connection, incident, now)
    change_incident(
        connection,
        incident.id,
        closed_at=now,
        dismissed_at=now,
        dismissed_by=consent.by,
        summary=summary.to_facts(),
    )
    lessons = _lessons(incident, summary.messages)
    teach(connection, lessons, until=now + _BELIEVED_FOR, cleared_at=now)
    forgive_texts(connection, incident.onset_at)
    subject, facts = subjects.incident(incident.id), DismissFacts(released)
    record_act(connection, Act.DISMISS, consent.actor, now=now, subject=subject, facts=facts)
    return Dismissed(released, read_settings(connection).mode is Mode.SUSPENDED)


def _lessons(incident: Incident, messages: int) -> dict[str, float]:
    """{key of `Alarm` or `DrainAlarm`: count that is nothing to worry about}.

    A burst of seconds does not teach that an hour at that pace is harmless.
    """
    if incident.kind is Kind.DRAIN:
        drain = DrainAlarm(**incident.alarm)
        return {drain.key: drain.count}
    alarm = Alarm(**incident.alarm)
    pace = max(incident.peak_per_minute, alarm.count * MINUTE / alarm.window_seconds)
    lessons = {
        alarm_key(rule, seconds): min(pace * seconds / MINUTE, float(messages))
        for rule in (Rule.CROWD, Rule.VOLUME)
        for seconds in WINDOWS_SECONDS
    }
    lessons[alarm.key] = max(alarm.count, lessons.get(alarm.key, 0))
    return lessons
