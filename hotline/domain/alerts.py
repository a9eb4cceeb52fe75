"""What may make a sound on an organizer's phone, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo


class Level(StrEnum):
    """Which of the loud notices an organizer wants to hear with a sound."""

    EVERYTHING = "everything"
    IMPORTANT = "important"
    RAIDS = "raids"


@dataclass(frozen=True)
class Alerts:
    """One organizer's choice. `quiet`: (from, to), hours of the day in the team's time zone.

    `raids_sound`: a raid makes a sound even in quiet hours and before `muted_until`. `digest_hour`:
    the hour of the daily digest, in the team's time zone; None: no digest.
    """

    level: Level = Level.EVERYTHING
    quiet: tuple[int, int] | None = None
    raids_sound: bool = True
    muted_until: datetime | None = None
    sees_texts: bool = True
    digest_hour: int | None = None


_RAIDS = ("incident", "unwatched")
# The hotline cannot work, or somebody may have joined who should not have.
_IMPORTANT = (
    *_RAIDS,
    "act.suspend",
    "act.join",
    "act.lock",
    "act.leave_group",
    "cap_reached",
    "second_asked",
    "sending_halted",
    "unwell",
    "ledger",
    "organizer_unreachable",
)


def may_sound(kind: str, alerts: Alerts, now: datetime, timezone: str) -> bool:
    """Whether a notice of this kind may make a sound now. It is delivered in any case."""
    is_raid = kind.startswith(_RAIDS)
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
