"""The roles on the team, and what each may do."""

from enum import StrEnum


class Role(StrEnum):
    """Observers see, organizers act, owners also manage the team, the money and the proof."""

    OWNER = "owner"
    ORGANIZER = "organizer"
    OBSERVER = "observer"


_RANK = {Role.OBSERVER: 0, Role.ORGANIZER: 1, Role.OWNER: 2}


def may(role: Role, needed: Role) -> bool:
    """Whether somebody with `role` may do what requires the role `needed`."""
    return _RANK[role] >= _RANK[needed]
