"""The hotline's mode: whether replies are sent."""

from enum import StrEnum


class Mode(StrEnum):
    """`open`: replies are sent when due.

    `guarded`: a raid is on, and new replies are held. `suspended`: nothing is sent.
    """

    OPEN = "open"
    GUARDED = "guarded"
    SUSPENDED = "suspended"


class Backlog(StrEnum):
    """What happens to the waiting replies when the hotline is resumed."""

    KEEP = "keep"
    GENUINE = "genuine"
    DROP = "drop"
    # Decide nothing: held replies stay held.
    LEAVE = "leave"
