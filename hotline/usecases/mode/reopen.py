"""Reopen the hotline inside the caller's transaction, and settle the backlog.

A suspension that ends during a raid leads to guarded mode. From guarded mode people open the
hotline although the raid goes on.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.detection.evidence import Kind
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.incidents import Incident
from hotline.domain.modes import Backlog, Mode
from hotline.domain.reasons import Reason
from hotline.domain.refusals import Refusal
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.held_replies import keep_replies, waiting_replies
from hotline.store.incidents import change_incident, open_spike
from hotline.store.owed_replies import count_waiting, drop_backlog, drop_replies, release_held
from hotline.store.settings import change_settings, read_settings
from hotline.store.upkeep.unmatched_messages import has_unmatched
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.money.price_replies import Backlogged
from hotline.usecases.replies.judge_held_replies import genuine_of

# The most replies of a backlog that are judged one by one.
MOST_WAITING = 20_000


@dataclass(frozen=True)
class ResumeFacts(Facts):
    """What becomes of the backlog. `is_guarded`: the guard is on, because a raid is.

    `leaving`: how many replies were due meanwhile and leave at once, where nobody was asked;
    `micros`: what they cost.
    """

    backlog: Backlog = Backlog.KEEP
    dropped: int = 0
    is_guarded: bool = False
    leaving: int = 0
    micros: int | None = None
    currency: str = ""


@dataclass(frozen=True)
class Resumed:
    """`dropped`: replies. `is_guarded`: the guard is on, because a raid is."""

    dropped: int
    is_guarded: bool


def reopen_as_seen(
    connection: Connection,
    consent: Consent,
    backlog: Backlog,
    *,
    mode_version: int,
    seen: int | None,
    now: datetime,
) -> Resumed:
    """Reopen if the mode is as it was seen. Raises RefusedError as `look_again` and `reopen` do."""
    look_again(connection, mode_version, seen)
    return reopen(connection, consent, backlog, now)


def look_again(connection: Connection, mode_version: int, seen: int | None) -> HotlineSettings:
    """Lock the incident and the settings, and compare them with what the organizer saw.

    `seen`: how many replies waited then; None: do not compare. Raises RefusedError("already_open" |
    "overtaken" | "grown"), the first two naming who was faster.
    """
    # Lock the incident before the settings, in the order of the watch: no deadlock.
    open_spike(connection, lock=True)
    settings = read_settings(connection, for_update=True)
    if settings.mode is Mode.OPEN:
        raise RefusedError(Refusal.ALREADY_OPEN, **last_act_facts(connection, [Act.RESUME]))
    if settings.mode_version != mode_version:
        faster = last_act_facts(connection, [Act.SUSPEND, Act.CHANGE_END, Act.GUARD])
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    if seen is not None:
        refuse_if_grown(seen, min(count_waiting(connection), MOST_WAITING))
    return settings


def reopen(
    connection: Connection,
    consent: Consent,
    backlog: Backlog,
    now: datetime,
    *,
    leaving: Backlogged | None = None,
) -> Resumed:
    """Reopen, in a transaction that has locked the incident and the settings.

    `leaving`: what was due meanwhile, to be told where nobody was asked.

    Raises RefusedError("unmatched_first") while an owner has not looked at messages that nobody
    knows, and RefusedError("needs_two") where the guard would be lifted, or what is held released,
    and the consent does not cover it.
    """
    if has_unmatched(connection):
        raise RefusedError(Refusal.UNMATCHED_FIRST)
    raid = raid_on(connection)
    settings = read_settings(connection)
    # What people keep in a raid leaves in spite of it, whether the guard stays or not.
    lets_go = backlog in (Backlog.KEEP, Backlog.GENUINE) and count_waiting(connection) > 0
    if settings.mode is Mode.GUARDED or (raid is not None and lets_go):
        consent.require(Effect.LIFT_GUARD)
    dropped = _settle(connection, consent, backlog, now)
    if raid is not None and settings.mode is Mode.SUSPENDED:
        mode, since = Mode.GUARDED, raid.onset_at
    else:
        mode, since = Mode.OPEN, None
    change_settings(connection, mode=mode, mode_until=None, guard_since=since)
    if raid is not None and mode is Mode.OPEN:
        change_incident(connection, raid.id, guard_lifted_at=now)
    is_guarded = mode is Mode.GUARDED
    facts = ResumeFacts(backlog, dropped, is_guarded)
    if leaving is not None:
        facts = replace(
            facts, leaving=leaving.replies, micros=leaving.micros, currency=settings.currency
        )
    record_act(connection, Act.RESUME, consent.actor, now=now, facts=facts)
    return Resumed(dropped, is_guarded)


def refuse_if_grown(seen: int, now: int) -> None:
    """Refuse if the backlog grew by more than 20 % (at least 5 replies) since the question.

    Who was asked about forty replies has not agreed to a thousand. Raises RefusedError("grown").
    """
    if now > seen + max(5, seen // 5):
        raise RefusedError(Refusal.GROWN, before=seen, after=now)


def _settle(connection: Connection, consent: Consent, backlog: Backlog, now: datetime) -> int:
    """Settle the backlog; returns how many were dropped. What people keep no raid holds again."""
    if backlog is Backlog.LEAVE:
        return 0
    if backlog is Backlog.DROP:
        return drop_backlog(connection, Reason.DROPPED_ON_RESUME, now)
    # Plan what was held for money too: what still has no money is held again when claimed.
    release_held(connection, (Reason.BUDGET, Reason.PRICE_UNKNOWN), now, consent=consent)
    waiting = waiting_replies(connection, MOST_WAITING)
    is_choosy = backlog is Backlog.GENUINE
    wanted = genuine_of(connection, waiting, now) if is_choosy else waiting
    keep_replies(connection, wanted, now, consent=consent)
    unwanted = {one.reply_id for one in waiting} - {one.reply_id for one in wanted}
    return len(drop_replies(connection, sorted(unwanted), Reason.DROPPED_ON_RESUME, now))


def raid_on(connection: Connection) -> Incident | None:
    """Return the open raid, unless people opened the hotline in spite of it."""
    spike = open_spike(connection)
    is_guarded = spike is not None and spike.kind is Kind.RAID and spike.guard_lifted_at is None
    return spike if is_guarded else None
