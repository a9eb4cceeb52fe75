"""Looking up at the provider what happened to a reply and what it cost.

The create call cannot be repeated without the risk of a second SMS, and how late the provider's
list shows a message is not documented. So a message counts as absent only after two looks, the
second at least 15 minutes after the claim.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotline.domain.errors import Failure
from hotline.domain.replies import ReplyStatus

_FIRST_LOOK = timedelta(minutes=2)
_SURE_AFTER = timedelta(minutes=15)
_LOOKS_WANTED = 2
# The provider's clock and ours may differ by this much.
_CLOCK_SKEW = timedelta(minutes=2)
# The price of a message is usually known after seconds, and after a day at the latest.
_PRICE_WAITS = tuple(timedelta(minutes=m) for m in (2, 15, 60, 6 * 60, 24 * 60))
_MOST_PRICE_LOOKS = 30


@dataclass(frozen=True)
class SentSms:
    """A message that exists at the provider. `price_micros` None: the price is not known yet."""

    sid: str
    status: ReplyStatus
    created_at: datetime
    segments: int
    failure: Failure | None = None
    price_micros: int | None = None
    currency: str | None = None
    body: str = field(default="", repr=False)
    to: str = field(default="", repr=False)


@dataclass(frozen=True)
class Found:
    """The message of the reply was found."""

    sms: SentSms


@dataclass(frozen=True)
class Absent:
    """The provider has no such message. `is_certain`: the reply may be planned again."""

    is_certain: bool


@dataclass(frozen=True)
class Unclear:
    """There is a message that may or may not be this reply's: people must decide."""


def judge(
    messages: Sequence[SentSms],
    *,
    body: str,
    claimed_at: datetime,
    known_sids: Collection[str],
    looks: int,
    now: datetime,
) -> Found | Absent | Unclear:
    """What the provider's complete list of messages to one number shows about a reply.

    `known_sids` belong to other replies. `looks`: complete looks made before this one.
    """
    candidates = [
        sms
        for sms in messages
        if sms.sid not in known_sids and sms.created_at >= claimed_at - _CLOCK_SKEW
    ]
    same = [sms for sms in candidates if sms.body.split() == body.split()]
    if same:
        return Found(min(same, key=lambda sms: sms.created_at))
    if candidates:
        return Unclear()
    return Absent(looks + 1 >= _LOOKS_WANTED and now >= claimed_at + _SURE_AFTER)


def next_look(claimed_at: datetime, now: datetime) -> datetime:
    """When an unknown reply is looked up next.

    2 minutes after its claim, 15 minutes after it, then every 2 minutes.
    """
    for after in (_FIRST_LOOK, _SURE_AFTER):
        if now < claimed_at + after:
            return claimed_at + after
    return now + _FIRST_LOOK


def next_price_look(looks: int, now: datetime) -> datetime | None:
    """When to ask for the price again after `looks` looks; None: no more, the estimate stands."""
    if looks >= _MOST_PRICE_LOOKS:
        return None
    return now + _PRICE_WAITS[min(looks, len(_PRICE_WAITS) - 1)]
