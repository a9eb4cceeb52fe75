"""An inbound: one text or one call that reached one of our lines."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from hotline.domain.keywords import Keyword


class InboundKind(StrEnum):
    """A text or a call."""

    SMS = "sms"
    CALL = "call"


@dataclass(frozen=True)
class Inbound:
    """An inbound as the provider reported it.

    `sender` is the raw `From`, without its channel. `channel`: such as `rcs`; None: SMS, or a call.
    `body` is None for a call. `is_machine_made`: the provider judged that a machine wrote it and
    did not announce it; it gets no reply. `keyword`: the order that the provider heard in it, in
    whatever words.
    """

    kind: InboundKind
    provider_sid: str
    sender: str = field(repr=False)
    line: str
    received_at: datetime
    body: str | None = field(default=None, repr=False)
    segments: int = 1
    media: int = 0
    is_machine_made: bool = False
    keyword: Keyword | None = None
    channel: str | None = None
