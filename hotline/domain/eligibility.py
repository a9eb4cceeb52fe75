"""Which senders are owed a reply, and the reason when one is not."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from hotline.domain.keywords import Keyword
from hotline.domain.modes import Mode
from hotline.domain.numbers import Number, NumberKind
from hotline.domain.reasons import Reason


@dataclass(frozen=True)
class Standing:
    """What we know of a sender before this inbound.

    `opted_out_at`: when they said STOP; `last_planned_at`: when their latest reply was planned.
    """

    blocked: bool = False
    opted_out_at: datetime | None = None
    last_planned_at: datetime | None = None


@dataclass(frozen=True)
class Rules:
    """The settings that decide. `repeat_after` None: a sender gets one reply, ever."""

    mode: Mode
    lines: Set[str]
    countries: Set[str]
    repeat_after: timedelta | None = None


_NUMBER_REASONS = {
    NumberKind.WITHHELD: Reason.WITHHELD,
    NumberKind.SHORT_CODE: Reason.SHORT_CODE,
    NumberKind.LETTERS: Reason.LETTERS,
    NumberKind.INVALID: Reason.INVALID_NUMBER,
    NumberKind.LANDLINE: Reason.LANDLINE,
    NumberKind.OTHER: Reason.NOT_MOBILE,
}


def why_no_reply(
    number: Number,
    standing: Standing,
    rules: Rules,
    *,
    keyword: Keyword | None,
    now: datetime,
) -> Reason | None:
    """None if a reply is owed, otherwise the first reason against it.

    The reasons that last longest come first.
    """
    return (
        why_unreachable(number, rules)
        or _why_not_this_sender(standing, keyword)
        or _why_not_again(standing, rules, now)
        or (Reason.SUSPENDED if rules.mode is Mode.SUSPENDED else None)
    )


def why_unreachable(number: Number, rules: Rules) -> Reason | None:
    """Why this number can never get an SMS from us; None if it can."""
    if number.canonical in rules.lines:
        return Reason.OWN_LINE
    if number.kind in _NUMBER_REASONS:
        return _NUMBER_REASONS[number.kind]
    if number.regions.isdisjoint(rules.countries):
        return Reason.COUNTRY
    return None


def _why_not_this_sender(standing: Standing, keyword: Keyword | None) -> Reason | None:
    if standing.blocked:
        return Reason.BLOCKED
    if keyword is Keyword.STOP:
        return Reason.OPTED_OUT
    # Twilio itself has already answered a START or a HELP.
    if keyword is not None:
        return Reason.KEYWORD
    return Reason.OPTED_OUT if standing.opted_out_at is not None else None


def _why_not_again(standing: Standing, rules: Rules, now: datetime) -> Reason | None:
    if standing.last_planned_at is None:
        return None
    if rules.repeat_after and now - standing.last_planned_at >= rules.repeat_after:
        return None
    return Reason.ALREADY_ANSWERED
