"""Change a rule about money: the margin, what a reply may cost, when inbound costs are told.

**Idempotent:** a rule that is set already is refused.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.facts import Facts, kept_as
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.alone_or_ask import alone_or_ask
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.acts.request_approval import Asked

_MOST_MARGIN_PERCENT = 200


class MoneyRule(StrEnum):
    """The rules. `margin` is in per cent, the others are in micros.

    `margin`: on top of the listed price. `reply`: the most that one reply may cost. `inbound`: from
    what cost of a day's texts on people are warned. `hour`: what replies may cost in an hour of a
    raid; None: a twelfth of the day's budget. `unplug`: the lines are unplugged once a day's texts
    have cost this; None: never by itself.
    """

    MARGIN = "margin"
    REPLY = "reply"
    INBOUND = "inbound"
    HOUR = "hour"
    UNPLUG = "unplug"


@dataclass(frozen=True)
class MoneyRuleFacts(Facts):
    """The rule, before and after: in per cent for the margin, in micros for the others."""

    rule: MoneyRule
    before: int | None = field(metadata=kept_as("from"))
    after: int | None = field(metadata=kept_as("to"))
    currency: str


@dataclass(frozen=True)
class MoneyRuleChanged:
    """The rule as it is now."""

    audit_id: int
    rule: MoneyRule
    value: int | None
    currency: str


_COLUMNS = {
    MoneyRule.MARGIN: "margin_percent",
    MoneyRule.REPLY: "dearest_reply_micros",
    MoneyRule.INBOUND: "inbound_warning_micros",
    MoneyRule.HOUR: "guard_hour_micros",
    MoneyRule.UNPLUG: "inbound_cap_micros",
}


def change_money_rule(
    actor: Organizer, rule: MoneyRule, value: int | None, *, database: Database, now: datetime
) -> MoneyRuleChanged | Asked:
    """Change one rule at once, or ask a second person where more may be spent by it.

    Args:
        value: per cent for the margin, at most 200; micros for the others; None for the hour of
            a raid: a twelfth of the day's budget, for `unplug`: never.

    Raises:
        RejectedError: margin_too_wide
        RefusedError: not_allowed, rule_unchanged
    """
    require_organizer(actor)
    with database.transaction() as connection:
        settings = read_settings(connection, for_update=True)
        seen = rule_value(settings, rule)
        return alone_or_ask(
            connection,
            actor,
            Act.CHANGE_MONEY_RULE,
            MoneyRuleFacts(rule, seen, value, settings.currency),
            now=now,
            do=lambda consent: set_money_rule(connection, consent, rule, value, seen=seen, now=now),
        )


def set_money_rule(
    connection: Connection,
    consent: Consent,
    rule: MoneyRule,
    value: int | None,
    *,
    seen: int | None,
    now: datetime,
) -> MoneyRuleChanged:
    """Set the rule, inside the caller's transaction, if it still is what the author saw.

    Raises RejectedError("margin_too_wide" | "not_an_amount") or
    RefusedError("overtaken" | "rule_unchanged" | "needs_two").
    """
    _require_sensible(rule, value)
    settings = read_settings(connection, for_update=True)
    before = rule_value(settings, rule)
    if before != seen:
        faster = last_act_facts(connection, [Act.CHANGE_MONEY_RULE])
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    if before == value:
        raise RefusedError(Refusal.RULE_UNCHANGED)
    if _lets_more_be_spent(settings, rule, value):
        consent.require(Effect.RAISE)
    change_settings(connection, **{_COLUMNS[rule]: value})
    facts = MoneyRuleFacts(rule, before, value, settings.currency)
    audit_id = record_act(connection, Act.CHANGE_MONEY_RULE, consent.actor, now=now, facts=facts)
    return MoneyRuleChanged(audit_id, rule, value, settings.currency)


def _require_sensible(rule: MoneyRule, value: int | None) -> None:
    may_be_none = rule in (MoneyRule.HOUR, MoneyRule.UNPLUG)
    if (value is None and not may_be_none) or (value or 0) < 0:
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    if rule is MoneyRule.MARGIN and (value or 0) > _MOST_MARGIN_PERCENT:
        raise RejectedError(Refusal.MARGIN_TOO_WIDE, most=_MOST_MARGIN_PERCENT)


def _lets_more_be_spent(settings: HotlineSettings, rule: MoneyRule, value: int | None) -> bool:
    """A smaller margin reserves less than is paid; more may leave in an hour of a raid."""
    if rule is MoneyRule.MARGIN:
        return (value or 0) < settings.margin_percent
    if rule is MoneyRule.HOUR:
        return replace(settings, guard_hour_micros=value).hour_cap_micros > settings.hour_cap_micros
    return rule is MoneyRule.REPLY and (value or 0) > settings.dearest_reply_micros


def rule_value(settings: HotlineSettings, rule: MoneyRule) -> int | None:
    """The value of the rule now: per cent for the margin, micros for the others."""
    found: int | None = getattr(settings, _COLUMNS[rule])
    return found
