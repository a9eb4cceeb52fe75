"""Change a rule about money: the margin, what a reply may cost, when inbound costs are told.

Twice: the second finds the rule as it is.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.people import Organizer
from hotline.domain.settings import HotlineSettings
from hotline.store.database import Database
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.record_act import record_act, require_organizer

_MOST_MARGIN_PERCENT = 200


class MoneyRule(StrEnum):
    """`margin` is in per cent; the others in micros."""

    MARGIN = "margin"
    REPLY = "reply"
    INBOUND = "inbound"


@dataclass(frozen=True)
class RuleChanged:
    """Done."""

    audit_id: int
    rule: MoneyRule
    value: int
    currency: str


_COLUMNS = {
    MoneyRule.MARGIN: "margin_percent",
    MoneyRule.REPLY: "dearest_reply_micros",
    MoneyRule.INBOUND: "inbound_warning_micros",
}


def change_money_rule(
    actor: Organizer, rule: MoneyRule, value: int, *, database: Database, now: datetime
) -> RuleChanged:
    """Raises RejectedError("margin_too_wide") or RefusedError("rule_unchanged")."""
    require_organizer(actor)
    if rule is MoneyRule.MARGIN and value > _MOST_MARGIN_PERCENT:
        raise RejectedError("margin_too_wide", most=_MOST_MARGIN_PERCENT)
    with database.transaction() as connection:
        settings = read_settings(connection, for_update=True)
        before = rule_value(settings, rule)
        if before == value:
            raise RefusedError("rule_unchanged")
        change_settings(connection, **{_COLUMNS[rule]: value})
        facts = {"rule": rule, "from": before, "to": value, "currency": settings.currency}
        audit_id = record_act(connection, Act.CHANGE_MONEY_RULE, actor, now=now, facts=facts)
        return RuleChanged(audit_id, rule, value, settings.currency)


def rule_value(settings: HotlineSettings, rule: MoneyRule) -> int:
    """What the rule is now."""
    return int(getattr(settings, _COLUMNS[rule]))
