"""Claim one due reply and reserve its money, in one transaction: after that it may leave once.

A reply that must not leave (blocked, too old, no price, no money) is dropped or held here.
**Idempotent:** of two claims, also by two workers at once, one succeeds.
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
from hotline.store.upkeep.store_life import is_asleep

# The moves of a claim, which finds only planned replies.
_CLAIM = (ReplyStatus.PLANNED, ReplyStatus.SENDING)
_HOLD = (ReplyStatus.PLANNED, ReplyStatus.HELD)
_DROP = (ReplyStatus.PLANNED, ReplyStatus.DROPPED)

# Columns to be cleared: they may hold what belongs to an earlier attempt.
_FRESH: dict[str, object] = {
    "error_code": None,
    "priced_at": None,
    "look_at": None,
    "looks": 0,
}


@dataclass(frozen=True)
class CapReached(Facts):
    """The cap that was reached. `offer_micros`: what it could be raised to with one tap."""

    cap: Cap
    cap_micros: int
    currency: str
    offer_micros: int | None = None


@dataclass(frozen=True)
class BudgetWarning(Facts):
    """`level` per cent of a cap are spent or reserved; that is `bound_micros`."""

    cap: Cap
    cap_micros: int
    bound_micros: int
    level: int
    currency: str


@dataclass(frozen=True)
class PriceUnknown(Facts):
    """Replies to `country` are held, since no price is known."""

    country: str
    currency: str


CAP_REACHED = NoticeKind("cap_reached", CapReached)
BUDGET_WARNING = NoticeKind("budget_warning", BudgetWarning)
PRICE_UNKNOWN = NoticeKind("price_unknown", PriceUnknown)


@dataclass(frozen=True)
class ClaimedReply:
    """A reply that this worker may send now.

    `tries_halt`: sending is halted, and this reply tries whether it works again.
    """

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
    """Claim the reply and reserve its money.

    Returns:
        The reply to send; None: it is not due, was claimed by another worker, or was held or
        dropped here, the hotline is suspended or halted, or the provider is to be asked first
        what was sent.
    """
    with database.transaction() as connection:
        # The settings are locked first: once a suspension is committed nothing is claimed.
        settings = read_settings(connection, for_share=True)
        if settings.mode is Mode.SUSPENDED or _is_halted_for(reply_id, settings):
            return None
        # What was sent before, perhaps by a newer store than this one, is asked first.
        if settings.ask_sent_since is not None or is_asleep(connection, now):
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
    """Whether it was planned in the raid that is on, and nobody has released it."""
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
    text = texts_in_force(connection, settings).to(reply.country)
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
    # The amount is in the key: a cap that was raised and is reached again is told again.
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
    """Tell once for each level of a cap (50, 80, 95 %) that is spent or reserved."""
    for cap, found in zip(Cap, figures, strict=True):
        micros, before = settings.budget.of(cap), found.bound_micros
        level = level_passed(before, before + cost_micros, micros)
        if level is None:
            continue
        scope = f"{day_of(now, settings.timezone)}:" if cap is Cap.DAY else ""
        facts = BudgetWarning(cap, micros, before + cost_micros, level, settings.currency)
        key = f"budget:{cap}:{scope}{micros}:{level}"
        # Half of a cap is worth knowing, but no reason to wake anybody: only 95 % makes a sound.
        is_loud = level >= WARNING_LEVELS[-1]
        add_notices_once(connection, key, BUDGET_WARNING, facts, now=now, is_loud=is_loud)
