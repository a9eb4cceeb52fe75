"""Acts that a second person must agree to, where the team wants it so."""

from collections.abc import Mapping, Set
from enum import StrEnum
from typing import Any

from hotline.domain.acts import Act


class Shared(StrEnum):
    """What a team may choose. Kept in the settings."""

    RAISE_BUDGET = "raise_budget"
    RELEASE = "release"
    RESUME_IN_RAID = "resume_in_raid"
    UNPLUG = "unplug"
    CHANGE_TEAM = "change_team"


_SHARED = {
    Act.CHANGE_BUDGET: Shared.RAISE_BUDGET,
    Act.FUND: Shared.RAISE_BUDGET,
    # Below the list: the caps would count less than is paid.
    Act.FIX_PRICE: Shared.RAISE_BUDGET,
    Act.RELEASE_HELD: Shared.RELEASE,
    Act.RELEASE_GENUINE: Shared.RELEASE,
    Act.RELEASE_REPLIES: Shared.RELEASE,
    Act.RESUME: Shared.RESUME_IN_RAID,
    Act.DISMISS: Shared.RESUME_IN_RAID,
    Act.UNPLUG: Shared.UNPLUG,
    Act.CHANGE_ROLE: Shared.CHANGE_TEAM,
    Act.REMOVE_ORGANIZER: Shared.CHANGE_TEAM,
}
# Asked about at all only where a second person is needed.
_ALWAYS = frozenset({Act.SHARE_ACTS, Act.CHANGE_REPLY_TEXT})
SHARED_ACTS = frozenset(_SHARED) | _ALWAYS


def needs_second(
    act: Act, facts: Mapping[str, Any], actor_id: int, two_people: Set[Shared]
) -> bool:
    """Whether somebody else must agree. Whoever wants to leave the team needs nobody's leave."""
    if act is Act.REMOVE_ORGANIZER and facts["organizer_id"] == actor_id:
        return False
    return act in _ALWAYS or _SHARED.get(act) in two_people
