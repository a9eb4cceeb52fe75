"""Organizers and senders as the hotline shows them."""

from dataclasses import dataclass, field
from datetime import datetime

from hotline.domain.roles import Role


@dataclass(frozen=True)
class Organizer:
    """Somebody on the team. `telegram_id` is also the id of their private chat with the bot."""

    id: int
    telegram_id: int = field(repr=False)
    name: str = field(repr=False)
    role: Role
    language: str | None = None


@dataclass(frozen=True)
class Sender:
    """A phone number that reached us, as it may be shown: its handle is `#id`."""

    id: int
    masked: str = field(repr=False)
    country: str | None
    texts: int
    calls: int
    last_seen_at: datetime
    blocked_at: datetime | None
    blocked_until: datetime | None
    blocked_by: int | None
    block_note: str | None = field(repr=False)
    blocked_in: int | None
    opted_out_at: datetime | None
