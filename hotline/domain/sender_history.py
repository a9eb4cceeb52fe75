"""What a sender sent last, and what became of each text and call."""

from dataclasses import dataclass
from datetime import datetime

from hotline.domain.inbounds import InboundKind
from hotline.domain.replies import ReplyStatus


@dataclass(frozen=True)
class LatestReply:
    """The status of a reply of a sender, and the reason. `inbound_id`: what it answers."""

    id: int
    inbound_id: int
    status: ReplyStatus
    reason: str | None
    due_at: datetime
    changed_at: datetime


@dataclass(frozen=True)
class LatestInbound:
    """A text or a call of a sender. `reply`: the one that it was given.

    `reason`: why it was given none. `earlier_at`, `earlier_status`: of the reply before it, which
    the sender had, or was to have, already.
    """

    id: int
    kind: InboundKind
    received_at: datetime
    reason: str | None
    reply: LatestReply | None
    earlier_at: datetime | None = None
    earlier_status: ReplyStatus | None = None
