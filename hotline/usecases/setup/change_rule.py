"""Change a rule of the hotline: how often a sender is answered, when a raid's reminder comes.

**Idempotent:** the same value again is refused as unchanged.
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
from hotline.domain.roles import Role
from hotline.domain.settings import HotlineSettings
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.settings import change_settings, read_settings
from hotline.usecases.acts.record_act import record_act, require_organizer
from hotline.usecases.acts.require_role import require_role

_MOST_DAYS = 3650
_LEAST_SECONDS, _MOST_SECONDS = 60, 7200


class HotlineRule(StrEnum):
    """`repeat`: days after which a sender may be answered again; None: one reply for life.

    The steps of a raid that nobody has acknowledged, in seconds: `reminder`, everybody is told
    again; `elsewhere`, by ALERT_URLS too; `louder`, everybody once more, in louder words.
    """

    REPEAT = "repeat"
    REMINDER = "reminder"
    ELSEWHERE = "elsewhere"
    LOUDER = "louder"


STEPS = (HotlineRule.REMINDER, HotlineRule.ELSEWHERE, HotlineRule.LOUDER)


@dataclass(frozen=True)
class HotlineRuleFacts(Facts):
    """The rule, before and after."""

    rule: HotlineRule
    before: int | None = field(metadata=kept_as("from"))
    after: int | None = field(metadata=kept_as("to"))


@dataclass(frozen=True)
class HotlineRuleChanged:
    """The value that the rule has now."""

    audit_id: int
    rule: HotlineRule
    value: int | None


_COLUMNS = {
    HotlineRule.REPEAT: "repeat_after_days",
    HotlineRule.REMINDER: "remind_after_seconds",
    HotlineRule.ELSEWHERE: "elsewhere_after_seconds",
    HotlineRule.LOUDER: "louder_after_seconds",
}


def show_rule(rule: HotlineRule, *, database: Database) -> int | None:
    """Show the value that the rule has now.

    Returns:
        Days for REPEAT, None: one reply for life; seconds for the steps.
    """
    with database.transaction() as connection:
        return _value(read_settings(connection), rule)


def show_steps(*, database: Database) -> dict[HotlineRule, int]:
    """Show the steps of a raid that nobody looks after.

    Returns:
        {step: seconds}
    """
    with database.transaction() as connection:
        settings = read_settings(connection)
    return {rule: _value(settings, rule) or 0 for rule in STEPS}


def change_rule(
    actor: Organizer, rule: HotlineRule, value: int | None, *, database: Database, now: datetime
) -> HotlineRuleChanged:
    """Change a rule of the hotline.

    Args:
        value: for REPEAT 1 to 3650 days, or None: one reply for life; for a step 60 to 7200
            seconds.

    Raises:
        RejectedError: repeat_out_of_range, reminder_out_of_range
        RefusedError: not_allowed, owners_only (a step of a night), rule_unchanged
    """
    require_organizer(actor)
    with database.transaction() as connection:
        if rule in STEPS:
            require_role(connection, actor, Role.OWNER)
        seen = _value(read_settings(connection, for_update=True), rule)
        return set_rule(connection, actor, rule, value, seen=seen, now=now)


def set_rule(
    connection: Connection,
    actor: Organizer,
    rule: HotlineRule,
    value: int | None,
    *,
    seen: int | None,
    now: datetime,
) -> HotlineRuleChanged:
    """Set the rule inside the caller's transaction, if it still equals `seen`.

    Raises RejectedError("repeat_out_of_range" | "reminder_out_of_range") or
    RefusedError("overtaken" | "rule_unchanged").
    """
    _require_sensible(rule, value)
    before = _value(read_settings(connection, for_update=True), rule)
    if before != seen:
        faster = last_act_facts(connection, [Act.CHANGE_RULE])
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    if before == value:
        raise RefusedError(Refusal.RULE_UNCHANGED)
    change_settings(connection, **{_COLUMNS[rule]: value})
    facts = HotlineRuleFacts(rule, before, value)
    audit_id = record_act(connection, Act.CHANGE_RULE, actor, now=now, facts=facts)
    return HotlineRuleChanged(audit_id, rule, value)


def _require_sensible(rule: HotlineRule, value: int | None) -> None:
    if rule is HotlineRule.REPEAT and value is not None and not 1 <= value <= _MOST_DAYS:
        raise RejectedError(Refusal.REPEAT_OUT_OF_RANGE, most=_MOST_DAYS)
    if rule in STEPS and not _LEAST_SECONDS <= (value or 0) <= _MOST_SECONDS:
        raise RejectedError(Refusal.REMINDER_OUT_OF_RANGE, most=_MOST_SECONDS // 60)


def _value(settings: HotlineSettings, rule: HotlineRule) -> int | None:
    steps = {
        HotlineRule.REMINDER: settings.remind_after,
        HotlineRule.ELSEWHERE: settings.elsewhere_after,
        HotlineRule.LOUDER: settings.louder_after,
    }
    if rule in steps:
        return int(steps[rule].total_seconds())
    return None if settings.repeat_after is None else settings.repeat_after.days
