"""The hotline's mode: whether replies leave."""

from enum import StrEnum


class Mode(StrEnum):
    """`open`: replies leave when due. `guarded`: a raid is on. `suspended`: nothing leaves."""

    OPEN = "open"
    GUARDED = "guarded"
    SUSPENDED = "suspended"
