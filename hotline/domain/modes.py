"""The hotline's mode: whether replies leave."""

from enum import StrEnum


class Mode(StrEnum):
    """`open`: replies leave when due. `guarded`: a raid is on. `suspended`: nothing leaves."""

    OPEN = "open"
    GUARDED = "guarded"
    SUSPENDED = "suspended"


class Backlog(StrEnum):
    """What becomes of the replies that waited, when the hotline is resumed."""

    KEEP = "keep"
    GENUINE = "genuine"
    DROP = "drop"
    # Settle nothing: what is held stays held.
    LEAVE = "leave"
