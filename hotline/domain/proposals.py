"""A proposal: an act that waits until its author confirms it, or until a second person agrees."""

from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.facts import Facts


class ProposalStatus(StrEnum):
    """Kept in `proposals.status`."""

    OPEN = "open"
    # Its author has confirmed it; a second person may agree.
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"
    DECLINED = "declined"
    LAPSED = "lapsed"
    OVERTAKEN = "overtaken"


# It may still be done.
PENDING = (ProposalStatus.OPEN, ProposalStatus.ASKED)


@dataclass(frozen=True)
class SeenCount(Facts):
    """Of a proposal whose author saw so many replies: many more by then is refused."""

    count: int


@dataclass(frozen=True)
class AboutOrganizer(Facts):
    """Of a proposal about somebody on the team: who that is; None: about nobody."""

    organizer_id: int | None = None
