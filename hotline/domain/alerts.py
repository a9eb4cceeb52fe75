"""What an organizer chose to hear and to see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
