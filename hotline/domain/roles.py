"""Who on the team may do what."""

from enum import StrEnum


class Role(StrEnum):
    """Observers see, organizers act, owners also manage the team, the money and the proof."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    OBSERVER = "observer"


_RANK = {Role.OBSERVER: 0, Role.ORGANIZER: 1, Role.OWNER: 2}


def may(role: Role, needed: Role) -> bool:
    """Whether somebody of `role` may do what asks for `needed`."""
    return _RANK[role] >= _RANK[needed]
