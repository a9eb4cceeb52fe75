"""Reopen an incident that was dismissed by mistake: the watch goes on, and what left is held again.

Runs inside the caller's transaction. **Idempotent:** the dismissal that is taken back is named by
its moment; once it is taken back, or another incident is open, it is refused.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.audit import last_act_facts
from hotline.store.held_replies import hold_again
from hotline.store.incidents import change_incident, get_incident, open_spike
from hotline.store.watch import lock_watch, mark_texts_of_raid, unteach
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.incidents.dismiss_incident import DismissKept
from hotline.usecases.mode.enter_guard import enter_guard


@dataclass(frozen=True)
class ReopenFacts(Facts):
    """`count`: replies that are held again."""

    count: int = 0


def reopen_incident(
    connection: Connection,
    actor: Organizer,
    incident_id: int,
    kept: DismissKept,
    *,
    dismissed_at: datetime,
    now: datetime,
) -> int:
    """Take a dismissal back; how many replies are held again. What has left meanwhile has left.

    Raises RefusedError("no_such_incident" | "overtaken").
    """
    # Take the locks in the order of the watch: no deadlock.
    lock_watch(connection)
    incident = get_incident(connection, incident_id, lock=True)
    if incident is None:
        raise RefusedError(Refusal.NO_SUCH_INCIDENT)
    if incident.dismissed_at != dismissed_at or open_spike(connection) is not None:
        subject = subjects.incident(incident_id)
        acts = (Act.REOPEN_INCIDENT, Act.DISMISS)
        raise RefusedError(Refusal.OVERTAKEN, **last_act_facts(connection, acts, subject=subject))
    change_incident(
        connection,
        incident.id,
        closed_at=None,
        dismissed_at=None,
        dismissed_by=None,
        summary=None,
        calm_since=None,
    )
    unteach(connection, kept.lessons)
    if kept.was_guarded:
        enter_guard(connection, incident.id, since=incident.onset_at, now=now, actor=actor)
        mark_texts_of_raid(connection, incident.onset_at)
    held = hold_again(connection, kept.replies, incident.kind, now)
    record_act(
        connection,
        Act.REOPEN_INCIDENT,
        actor,
        now=now,
        subject=subjects.incident(incident.id),
        facts=ReopenFacts(held),
    )
    return held
