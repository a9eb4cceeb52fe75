"""Mute an incident for one organizer: nothing about it makes a sound, until an end of their choice.

The card is still edited, and says to everybody who hears nothing, until when and why.
**Idempotent:** a second call sets the end anew.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from hotline.domain import subjects
from hotline.domain.acts import Act
from hotline.domain.days import next_hour
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.store.database import Database
from hotline.store.incident_cards import mute_card
from hotline.store.incidents import get_incident
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act

_MORNING = 8


class MutedUntil(StrEnum):
    """The ends that somebody may choose."""

    AN_HOUR = "1h"
    FOUR_HOURS = "4h"
    MORNING = "morning"


class MuteReason(StrEnum):
    """Why somebody wants no sound."""

    SLEEPS = "sleeps"
    COVERED = "covered"
    KNOWS = "knows"


@dataclass(frozen=True)
class MuteFacts(Facts):
    """Until when, and why."""

    until: datetime
    why: MuteReason


def mute_incident(
    actor: Organizer,
    incident_id: int,
    until: MutedUntil,
    why: MuteReason,
    *,
    database: Database,
    now: datetime,
) -> datetime:
    """Mute the incident for the actor, who may be an observer.

    Returns:
        When the silence ends.

    Raises:
        RefusedError: no_such_incident
    """
    with database.transaction() as connection:
        if get_incident(connection, incident_id) is None:
            raise RefusedError(Refusal.NO_SUCH_INCIDENT)
        ends = end_of_silence(until, now, read_settings(connection).timezone)
        mute_card(connection, incident_id, actor.id, ends)
        subject = subjects.incident(incident_id)
        record_act(
            connection, Act.MUTE, actor, now=now, subject=subject, facts=MuteFacts(ends, why)
        )
    return ends


def end_of_silence(until: MutedUntil, now: datetime, timezone: str) -> datetime:
    """The moment that was chosen. The morning is eight o'clock, in the team's time zone."""
    if until is MutedUntil.AN_HOUR:
        return now + timedelta(hours=1)
    if until is MutedUntil.FOUR_HOURS:
        return now + timedelta(hours=4)
    return next_hour(_MORNING, now, timezone)
