"""Looking up at the provider what became of a reply, and what it cost: when, and what it proves.

The create call cannot be repeated without risk, and how late the provider's list shows a message is
not documented: so absence is believed after two looks, the second a quarter of an hour after.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotline.domain.errors import Failure
from hotline.domain.replies import ReplyStatus

_FIRST_LOOK = timedelta(minutes=2)
_SURE_AFTER = timedelta(minutes=15)
_LOOKS_WANTED = 2
# Two machines' clocks.
_CLOCK_SKEW = timedelta(minutes=2)
# The price of a message is known after seconds, and after a day at the latest, as a rule.
_PRICE_WAITS = tuple(timedelta(minutes=m) for m in (2, 15, 60, 6 * 60, 24 * 60))
_MOST_PRICE_LOOKS = 30


@dataclass(frozen=True)
class SentSms:
    """A message that exists at the provider. `price_micros` None: it is not known there yet."""

    sid: str
    status: ReplyStatus
    created_at: datetime
    segments: int
    failure: Failure | None = None
    price_micros: int | None = None
    currency: str | None = None
    body: str = field(default="", repr=False)


@dataclass(frozen=True)
class Found:
    """This is the reply's message."""

    sms: SentSms


@dataclass(frozen=True)
class Absent:
    """The provider has nothing. `is_certain`: it may be planned again."""

    is_certain: bool


@dataclass(frozen=True)
class Unclear:
    """There is a message that may or may not be this reply's: people must look."""


def judge(
    messages: Sequence[SentSms],
    *,
    body: str,
    claimed_at: datetime,
    known_sids: Collection[str],
    looks: int,
    now: datetime,
) -> Found | Absent | Unclear:
    """What the provider's whole list of messages to one number says about a reply.

    `known_sids` belong to other replies; `looks` complete looks were made before this one.
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
    """When an unknown reply is looked up next: after 2 minutes, then after a quarter of an hour."""
    for after in (_FIRST_LOOK, _SURE_AFTER):
        if now < claimed_at + after:
            return claimed_at + after
    return now + _FIRST_LOOK


def next_price_look(looks: int, now: datetime) -> datetime | None:
    """When to ask for the price again after `looks` times; None: enough, the estimate stands."""
    if looks >= _MOST_PRICE_LOOKS:
        return None
    return now + _PRICE_WAITS[min(looks, len(_PRICE_WAITS) - 1)]
