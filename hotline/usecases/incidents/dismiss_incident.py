"""Dismiss an incident: people say that it is nothing to worry about.

The watch learns from it: the same traffic raises no alarm for a day, unless it grows by half. The
guard ends, and of what a raid holds the replies are planned again whose senders look genuine; the
rest stays held. **Idempotent:** a second dismissal is refused, and names who was faster.
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
from hotline.domain.incidents import Incident, IncidentSummary
from hotline.domain.modes import Mode
from hotline.domain.refusals import Refusal
from hotline.store.held_replies import Held, count_held_of, release_replies
from hotline.store.incidents import change_incident, get_incident
from hotline.store.settings import read_settings
from hotline.store.watch import forgive_texts, lock_watch, teach
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.incidents.settle_incident_replies import all_held, genuine_held
from hotline.usecases.incidents.summarise_incident import summarise_incident
from hotline.usecases.mode.leave_guard import leave_guard
from hotline.usecases.mode.reopen import refuse_if_grown

_BELIEVED_FOR = timedelta(hours=24)


@dataclass(frozen=True)
class DismissFacts(Facts):
    """`count`: replies that were released."""

    count: int = 0


@dataclass(frozen=True)
class DismissKept(Facts):
    """What the undo needs: the lessons of the watch, the replies that were released, the guard."""

    lessons: tuple[str, ...]
    replies: tuple[int, ...]
    was_guarded: bool


@dataclass(frozen=True)
class Dismissed:
    """`released`, `stays`: replies that are planned again, and that stay held.

    `is_suspended`: the hotline is suspended, so they do not leave yet.
    """

    released: int
    stays: int
    is_suspended: bool
    audit_id: int


def dismiss_incident(
    connection: Connection,
    consent: Consent,
    incident_id: int,
    *,
    seen: int,
    now: datetime,
) -> Dismissed:
    """Dismiss the incident, inside the caller's transaction.

    `seen`: how many replies would have been released when the question was asked. Raises
    RefusedError("no_such_incident" | "already_dismissed" | "incident_is_over" | "grown" |
    "needs_two").
    """
    incident = _lock_open(connection, incident_id)
    going = going_after_dismissal(connection, incident, now)
    refuse_if_grown(seen, len(going))
    if incident.kind is Kind.RAID:
        # The watch is taught to be silent, whether the guard is on or not.
        consent.require(Effect.LIFT_GUARD)
    was_guarded = incident.kind is not Kind.DRAIN and leave_guard(
        connection, incident.id, consent=consent, now=now
    )
    ids = [one.reply_id for one in going]
    released = release_replies(connection, ids, now, consent=consent)
    stays = sum(count_held_of(connection, incident).values())
    summary = summarise_incident(connection, incident, now)
    _close(connection, incident, summary, consent, now)
    lessons = _lessons(incident, summary.messages)
    teach(connection, lessons, until=now + _BELIEVED_FOR, cleared_at=now)
    forgive_texts(connection, incident.onset_at)
    audit_id = record_act(
        connection,
        Act.DISMISS,
        consent.actor,
        now=now,
        subject=subjects.incident(incident.id),
        facts=DismissFacts(released),
        kept=DismissKept(tuple(lessons), tuple(ids), was_guarded),
    )
    is_suspended = read_settings(connection).mode is Mode.SUSPENDED
    return Dismissed(released, stays, is_suspended, audit_id)


def _lock_open(connection: Connection, incident_id: int) -> Incident:
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
    return incident


def going_after_dismissal(connection: Connection, incident: Incident, now: datetime) -> list[Held]:
    """Find the replies that a dismissal plans again: of a raid, to those who look genuine.

    A drain has held only the replies of those it suspected, so that all of them go.
    """
    if incident.kind is Kind.RAID:
        return genuine_held(connection, incident, now)
    return all_held(connection, incident)


def _close(
    connection: Connection,
    incident: Incident,
    summary: IncidentSummary,
    consent: Consent,
    now: datetime,
) -> None:
    change_incident(
        connection,
        incident.id,
        closed_at=now,
        dismissed_at=now,
        dismissed_by=consent.by,
        summary=summary.to_facts(),
    )


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
