"""Change a rule about money: the margin, what a reply may cost, when inbound costs are told.

**Idempotent:** a rule that is set already is refused.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.facts import Facts, kept_as
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer

_MOST_MARGIN_PERCENT = 200


class MoneyRule(StrEnum):
    """The rules. `margin` is in per cent, the others are in micros.

    `margin`: on top of the listed price. `reply`: the most that one reply may cost. `inbound`: from
    what cost of a day's texts on people are warned. `hour`: what replies may cost in an hour of a
    raid; None: a twelfth of the day's budget.
    """

    MARGIN = "margin"
    REPLY = "reply"
    INBOUND = "inbound"
    HOUR = "hour"


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
}


def change_money_rule(
    actor: Organizer, rule: MoneyRule, value: int | None, *, database: Database, now: datetime
) -> MoneyRuleChanged:
    """Change one rule at once.

    Args:
        value: per cent for the margin, at most 200; micros for the others; None (for the hour of
            a raid): a twelfth of the day's budget.

    Raises:
        RejectedError: margin_too_wide
        RefusedError: not_allowed, rule_unchanged
    """
    require_organizer(actor)
    with database.transaction() as connection:
        seen = rule_value(read_settings(connection, for_update=True), rule)
        return set_money_rule(connection, actor, rule, value, seen=seen, now=now)


def set_money_rule(
    connection: Connection,
    actor: Organizer,
    rule: MoneyRule,
    value: int | None,
    *,
    seen: int | None,
    now: datetime,
) -> MoneyRuleChanged:
    """Set the rule, inside the caller's transaction, if it still is what the author saw.

    Raises RejectedError("margin_too_wide") or RefusedError("overtaken" | "rule_unchanged").
    """
    if rule is MoneyRule.MARGIN and (value or 0) > _MOST_MARGIN_PERCENT:
        raise RejectedError(Refusal.MARGIN_TOO_WIDE, most=_MOST_MARGIN_PERCENT)
    settings = read_settings(connection, for_update=True)
    before = rule_value(settings, rule)
    if before != seen:
        faster = last_act_facts(connection, [Act.CHANGE_MONEY_RULE])
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    if before == value:
        raise RefusedError(Refusal.RULE_UNCHANGED)
    change_settings(connection, **{_COLUMNS[rule]: value})
    facts = MoneyRuleFacts(rule, before, value, settings.currency)
    audit_id = record_act(connection, Act.CHANGE_MONEY_RULE, actor, now=now, facts=facts)
    return MoneyRuleChanged(audit_id, rule, value, settings.currency)


def rule_value(settings: HotlineSettings, rule: MoneyRule) -> int | None:
    """The value of the rule now: per cent for the margin, micros for the others."""
    found: int | None = getattr(settings, _COLUMNS[rule])
    return found
