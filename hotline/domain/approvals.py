"""Approvals: whether a second person must agree to an act."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

# How long the agreement of somebody who came in does not count: a stolen phone of an owner can
# invite, and would be two people.
NEW_FOR = timedelta(days=1)


class Shared(StrEnum):
    """What a team can require two people for. Kept in `settings.two_people`."""

    RAISE_BUDGET = "raise_budget"
    RELEASE = "release"
    RESUME_IN_RAID = "resume_in_raid"
    UNPLUG = "unplug"
    CHANGE_TEAM = "change_team"


@dataclass(frozen=True)
class Approval:
    """When an act needs a second person: `always`, or if the team requires it for `shared`."""

    shared: Shared | None = None
    always: bool = False

    def is_needed(self, two_people: Set[Shared]) -> bool:
        """Whether a second person must agree. `two_people`: what the team requires it for."""
        return self.always or self.shared in two_people


NEVER = Approval()
ALWAYS = Approval(always=True)
