"""Approvals: whether a second person must agree to an act."""

from collections.abc import Set
from dataclasses import dataclass
from enum import StrEnum


class Shared(StrEnum):
    """What a team may want two people for. Kept in the settings."""

    RAISE_BUDGET = "raise_budget"
    RELEASE = "release"
    RESUME_IN_RAID = "resume_in_raid"
    UNPLUG = "unplug"
    CHANGE_TEAM = "change_team"


@dataclass(frozen=True)
class Approval:
    """When an act needs one: `always`, or where the team wants two people for `shared`."""

    shared: Shared | None = None
    always: bool = False

    def is_needed(self, two_people: Set[Shared]) -> bool:
        """`two_people`: what the team wants two people for."""
        return self.always or self.shared in two_people


NEVER = Approval()
ALWAYS = Approval(always=True)
