"""Claim one due reply and set its money aside, in one transaction: from there it may leave once.

Twice, or by two workers at once: one claim succeeds. A reply that must not leave (blocked, too old,
no price, no money) is dropped or held here.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from hotline.domain.days import day_of
from hotline.domain.facts import Facts
from hotline.domain.modes import Mode
from hotline.domain.money import WARNING_LEVELS, Cap, Figures, cap_that_breaks, level_passed, raised
from hotline.domain.notices import NoticeKind
from hotline.domain.reasons import Reason
from hotline.domain.replies import ReplyStatus
from hotline.domain.segments import measure
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.ledger import lock_figures, reserve
from hotline.store.notices import add_notices_once
from hotline.store.prices import read_prices
from hotline.store.replies import DueReply, change_status, lock_due_reply
from hotline.store.reply_texts import texts_in_force
from hotline.store.settings import read_settings

# What is claimed was planned.
_CLAIM = (ReplyStatus.PLANNED, ReplyStatus.SENDING)
_HOLD = (ReplyStatus.PLANNED, ReplyStatus.HELD)
_DROP = (ReplyStatus.PLANNED, ReplyStatus.DROPPED)

# What an earlier attempt may have left behind is not this one's.
_FRESH: dict[str, object] = {
    "error_code": None,
    "priced_at": None,
    "look_at": None,
    "looks": 0,
}


@dataclass(frozen=True)
class CapReached(Facts):
    """The cap, what it is, and what it might be raised to."""

    cap: Cap
    cap_micros: int
    currency: str
    offer_micros: int | None = None


@dataclass(frozen=True)
class BudgetWarning(Facts):
    """`level` per cent of a cap are spent or set aside: `bound_micros`."""

    cap: Cap
    cap_micros: int
    bound_micros: int
    level: int
    currency: str


@dataclass(frozen=True)
class PriceUnknown(Facts):
    """Replies there are held."""

    country: str
    currency: str


CAP_REACHED = NoticeKind("cap_reached", CapReached)
BUDGET_WARNING = NoticeKind("budget_warning", BudgetWarning)
PRICE_UNKNOWN = NoticeKind("price_unknown", PriceUnknown)


@dataclass(frozen=True)
class ClaimedReply:
    """A reply that is ours to send, now. `tries_halt`: nothing could be sent until now."""

    id: int
    attempt: int
    sender_id: int
    country: str
    line: str
    segments: int
    cost_micros: int
    tries_halt: bool
    number: str = field(repr=False)
    body: str = field(repr=False)


def claim_reply(reply_id: int, *, database: Database, now: datetime) -> ClaimedReply | None:
    """The reply, or None: not due, suspended, claimed by another, or held or dropped just now."""
    with database.transaction() as connection:
        # The settings first, against a suspension: once it is committed nothing is claimed.
        settings = read_settings(connection, for_share=True)
        if settings.mode is Mode.SUSPENDED or _is_halted_for(reply_id, settings):
            return None
        reply = lock_due_reply(connection, database.vault, reply_id, now)
        if reply is None:
            return None
        reason = _why_dropped(reply, now)
        if reason is not None:
            change_status(connection, reply.id, now, move=_DROP, reason=reason)
            return None
        if _is_guarded_against(reply, settings):
            change_status(connection, reply.id, now, move=_HOLD, reason=Reason.RAID)
            return None
        return _reserve(connection, reply, settings, now)


def _is_halted_for(reply_id: int, settings: HotlineSettings) -> bool:
    return settings.halt is not None and settings.halt.trial_id != reply_id


def _is_guarded_against(reply: DueReply, settings: HotlineSettings) -> bool:
    """Whether a raid is on since before it was planned, and nobody has let it go."""
    since = settings.guard_since
    return since is not None and reply.planned_at >= since and reply.released_at is None


def _why_dropped(reply: DueReply, now: datetime) -> Reason | None:
    if reply.is_blocked:
        return Reason.BLOCKED
    if reply.is_opted_out:
        return Reason.OPTED_OUT
    return Reason.EXPIRED if now >= reply.expires_at else None


def _reserve(
    connection: Connection, reply: DueReply, settings: HotlineSettings, now: datetime
) -> ClaimedReply | None:
    text = texts_in_force(connection, settings.language).to(reply.country)
    body = text.variant_for(reply.id)
    prices, segments = read_prices(connection, settings, now), measure(body).segments
    listed = prices.listed(reply.country, segments)
    cost = prices.estimate(reply.country, segments)
    if listed is None or cost is None:
        _hold_for_price(connection, reply, settings, now)
        return None
    day = day_of(now, settings.timezone)
    figures = lock_figures(connection, day)
    cap = cap_that_breaks(cost, settings.budget, day=figures[0], total=figures[1])
    if cap is not None:
        _hold_for_budget(connection, reply.id, now)
        bound = figures[0 if cap is Cap.DAY else 1].bound_micros
        _tell_cap(connection, cap, settings, bound + cost, now)
        return None
    reserve(connection, reply.id, cost, day, now)
    _warn(connection, settings, cost, figures, now)
    money = {"cost_micros": cost, "listed_micros": listed, "day": day}
    values: dict[str, Any] = {**_FRESH, **money, "text_id": text.id, "claimed_at": now}
    change_status(connection, reply.id, now, move=_CLAIM, **values)
    return ClaimedReply(
        id=reply.id,
        attempt=reply.attempt,
        sender_id=reply.sender_id,
        country=reply.country,
        line=reply.line,
        segments=segments,
        cost_micros=cost,
        tries_halt=settings.halt is not None,
        number=reply.number,
        body=body,
    )


def _hold_for_budget(connection: Connection, reply_id: int, now: datetime) -> None:
    change_status(connection, reply_id, now, move=_HOLD, reason=Reason.BUDGET)


def _tell_cap(
    connection: Connection, cap: Cap, settings: HotlineSettings, needed: int, now: datetime
) -> None:
    micros, day = settings.budget.of(cap), day_of(now, settings.timezone)
    offer = raised(micros, needed_micros=needed)
    facts = CapReached(cap, micros, settings.currency, offer)
    # A cap that was raised, and is reached again, is another one.
    add_notices_once(connection, f"cap:{cap}:{day}:{micros}", CAP_REACHED, facts, now=now)


def _hold_for_price(
    connection: Connection, reply: DueReply, settings: HotlineSettings, now: datetime
) -> None:
    change_status(connection, reply.id, now, move=_HOLD, reason=Reason.PRICE_UNKNOWN)
    key = f"price_unknown:{reply.country}:{day_of(now, settings.timezone)}"
    facts = PriceUnknown(reply.country, settings.currency)
    add_notices_once(connection, key, PRICE_UNKNOWN, facts, now=now)


def _warn(
    connection: Connection,
    settings: HotlineSettings,
    cost_micros: int,
    figures: tuple[Figures, Figures],
    now: datetime,
) -> None:
    """Tell once that half, four fifths, nearly all of a cap is spent or set aside."""
    for cap, found in zip(Cap, figures, strict=True):
        micros, before = settings.budget.of(cap), found.bound_micros
        level = level_passed(before, before + cost_micros, micros)
        if level is None:
            continue
        scope = f"{day_of(now, settings.timezone)}:" if cap is Cap.DAY else ""
        facts = BudgetWarning(cap, micros, before + cost_micros, level, settings.currency)
        key = f"budget:{cap}:{scope}{micros}:{level}"
        # Half of it is worth knowing, and no reason to wake anybody.
        is_loud = level >= WARNING_LEVELS[-1]
        add_notices_once(connection, key, BUDGET_WARNING, facts, now=now, is_loud=is_loud)
