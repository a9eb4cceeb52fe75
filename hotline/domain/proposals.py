"""A proposal: an act that waits for its author to confirm, or for a second person to agree."""

from dataclasses import dataclass
from enum import StrEnum

from hotline.domain.facts import Facts


class ProposalStatus(StrEnum):
    """Kept in `proposals.status`."""

    OPEN = "open"
    # Its author has confirmed it, and a second person must agree.
    ASKED = "asked"
    CONFIRMED = "confirmed"
    DISCARDED = "discarded"
    DECLINED = "declined"
    LAPSED = "lapsed"
    OVERTAKEN = "overtaken"


# Proposals that may still be carried out.
PENDING = (ProposalStatus.OPEN, ProposalStatus.ASKED)


@dataclass(frozen=True)
class SeenCount(Facts):
    """The facts of a proposal about replies: how many its author saw.

    If there are many more when it is confirmed, it is refused.
    """

    count: int


@dataclass(frozen=True)
class AboutOrganizer(Facts):
    """The facts of a proposal about somebody on the team. None: about nobody."""

    organizer_id: int | None = None
