"""What becomes of an inbound: its keyword, and whether a reply is owed, and when."""

from collections.abc import Set
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from hotline.domain.eligibility import Standing, why_no_reply
from hotline.domain.inbounds import Inbound
from hotline.domain.keywords import Keyword, read_keyword
from hotline.domain.modes import Mode
from hotline.domain.numbers import Number, read_number
from hotline.domain.reasons import Reason
from hotline.domain.settings import HotlineSettings

_TIME_TO_JUDGE = timedelta(minutes=10)


@dataclass(frozen=True)
class Plan:
    """When a reply is due and when it expires. `held_for`: it is held, for this reason."""

    country: str
    due_at: datetime
    expires_at: datetime
    held_for: Reason | None = None


@dataclass(frozen=True)
class ReadInbound:
    """An inbound, and what can be read in it without asking anybody.

    `keyword`: the order that the provider heard, or that we read.
    """

    inbound: Inbound
    number: Number
    keyword: Keyword | None


@dataclass(frozen=True)
class Decision:
    """What becomes of it. `reason`: why there is no reply; `plan`: there is one.

    `is_called_off`: a STOP came before the reply was even kept.
    """

    read: ReadInbound
    reason: Reason | None
    plan: Plan | None
    is_called_off: bool = False


def read_inbound(inbound: Inbound) -> ReadInbound:
    """Read its number and its order. About 0.05 ms."""
    keyword = inbound.keyword or read_keyword(inbound.body)
    return ReadInbound(inbound, read_number(inbound.sender), keyword)


def decide(
    read: ReadInbound,
    standing: Standing,
    settings: HotlineSettings,
    *,
    lines: Set[str],
    now: datetime,
) -> Decision:
    """Whether this inbound is owed a reply, and when.

    `lines`: our numbers, which are never answered. `now`: when we decide; `received_at` is when it
    reached the provider's line.
    """
    inbound, rules = read.inbound, settings.rules(lines)
    reason = why_no_reply(read.number, standing, rules, keyword=read.keyword, now=now)
    if inbound.channel is not None:
        # A STOP is heard for the number; nothing is sent by a channel whose prices we do not know.
        reason = reason or Reason.CHANNEL
    if inbound.is_machine_made:
        reason = Reason.MACHINE
    plan = _plan(read.number, inbound.received_at, settings, now) if reason is None else None
    return Decision(read, reason, plan)


def standing_after(standing: Standing, decision: Decision) -> Standing:
    """What the next text of the same sender meets, if it is decided before this one is kept."""
    moment, keyword = decision.read.inbound.received_at, decision.read.keyword
    if keyword is Keyword.STOP:
        return replace(standing, opted_out_at=moment)
    if keyword is Keyword.START:
        # A START that arrives late does not undo a STOP that was sent after it.
        is_older = standing.opted_out_at is not None and standing.opted_out_at <= moment
        return replace(standing, opted_out_at=None) if is_older else standing
    if decision.plan is None:
        return standing
    return replace(standing, last_planned_at=moment)


def _plan(number: Number, received_at: datetime, settings: HotlineSettings, now: datetime) -> Plan:
    is_guarded = settings.mode is Mode.GUARDED
    due_at = received_at + settings.delay
    return Plan(
        country=number.country or "",
        # An inbound that arrives late is not judged before the rest of the raid is here.
        due_at=max(due_at, now + _TIME_TO_JUDGE) if is_guarded else due_at,
        expires_at=received_at + settings.expiry,
        held_for=Reason.RAID if is_guarded else None,
    )
