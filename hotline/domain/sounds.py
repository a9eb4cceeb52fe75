"""What makes a sound on a phone, and when. All of it is decided here.

A change for the worse always sounds, and says the word; a change for the better never does. Money
is on the card of a raid, so it does not ring beside it. A raid that nobody looks after for hours
rings four times: its card, the word, the reminder, and the louder one.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from hotline.domain.detection.evidence import Kind
from hotline.domain.incidents import Incident


class Level(StrEnum):
    """Which of the loud notices an organizer wants to hear with a sound."""

    EVERYTHING = "everything"
    IMPORTANT = "important"
    RAIDS = "raids"


@dataclass(frozen=True)
class Alerts:
    """One organizer's choice. `quiet`: (from, to), hours of the day in the team's time zone.

    `raids_sound`: a raid makes a sound even in quiet hours and before `muted_until`. `digest_hour`:
    the hour of the daily digest, in the team's time zone; None: no digest. `sees_rich`: they have
    confirmed that their phone shows rich messages (Bot API 10.1).
    """

    level: Level = Level.EVERYTHING
    quiet: tuple[int, int] | None = None
    raids_sound: bool = True
    muted_until: datetime | None = None
    sees_texts: bool = True
    digest_hour: int | None = None
    sees_rich: bool = False


# After a sound, phones stay silent for this long, unless it has become worse.
_HUSH = timedelta(minutes=3)
_REPEATED_AT_MOST, _IN = 4, timedelta(hours=4)

# It has become better, or can wait until somebody looks.
_SILENT = frozenset(
    (
        *("incident_surge", "incident_over", "renamed", "digest", "weekly"),
        *("work_again", "part_alive", "address_back", "sending_works_again"),
    )
)
# The card of a raid says it, and what it has planned still costs after it.
AFTER_RAID = timedelta(hours=8)
_ON_THE_CARD = frozenset(("budget_warning", "cap_reached", "inbound_cost"))
_RAIDS = ("incident", "unwatched", "test_ring")
# While somebody is on call, these ring their phone alone; the later steps ring all.
_FIRST = ("incident", "incident_raid", "incident_again.raid", "incident_again")
# The hotline cannot work, or somebody may have joined who should not have.
_IMPORTANT = (
    *_RAIDS,
    "act.suspend",
    "act.join",
    "act.lock",
    "act.leave_group",
    "act.unplug",
    "cap_reached",
    "second_asked",
    "sending_halted",
    "unwell",
    "ledger",
    "organizer_unreachable",
)


def is_silent(kind: str, *, in_raid: bool) -> bool:
    """Whether a notice of this kind makes no sound on any phone.

    `in_raid`: a raid is open, or has ended less than AFTER_RAID ago.
    """
    return kind in _SILENT or (in_raid and kind in _ON_THE_CARD)


def depends_on_raid(kind: str) -> bool:
    """Whether a raid makes a notice of this kind silent."""
    return kind in _ON_THE_CARD


def change_sounds(before: Kind, after: Kind) -> bool:
    """Whether phones make a sound when an incident is called something else: if it is worse."""
    return after is Kind.RAID and before is not Kind.RAID


def may_repeat(incident: Incident, now: datetime) -> bool:
    """Whether phones may sound again about an incident that has not become worse."""
    told = [datetime.fromisoformat(moment) for moment in incident.told_loudly]
    recent = [moment for moment in told if now - moment < _IN]
    return len(recent) < _REPEATED_AT_MOST and all(now - moment >= _HUSH for moment in recent)


def may_sound(
    kind: str, alerts: Alerts, now: datetime, timezone: str, *, is_on_call: bool | None = None
) -> bool:
    """Whether a notice of this kind may sound on the phone of somebody who chose `alerts`.

    It is delivered in any case. `is_on_call`: whether they have the phone tonight; None: nobody
    has. A raid rings whoever has it, whatever they chose before, and at first nobody else.
    """
    is_raid = kind.startswith(_RAIDS)
    if is_raid and is_on_call:
        return True
    if is_on_call is False and kind in _FIRST:
        return False
    if alerts.level is Level.RAIDS and not is_raid:
        return False
    if alerts.level is Level.IMPORTANT and not kind.startswith(_IMPORTANT):
        return False
    is_muted = alerts.muted_until is not None and now < alerts.muted_until
    if is_muted or _is_quiet(alerts, now, timezone):
        return is_raid and alerts.raids_sound
    return True


def _is_quiet(alerts: Alerts, now: datetime, timezone: str) -> bool:
    if alerts.quiet is None:
        return False
    begins, ends = alerts.quiet
    hour = now.astimezone(ZoneInfo(timezone)).hour
    return begins <= hour < ends if begins < ends else hour >= begins or hour < ends
