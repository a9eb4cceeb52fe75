"""The screens of the hotline's own rules: how often a sender is answered, when it reminds."""

from datetime import timedelta

from bot.screens.screen import Button, Screen, undo_row
from hotline.usecases.setup.change_rule import HotlineRule, HotlineRuleChanged
from hotline.words import Html, Words

_REPEATS = (None, 30, 90, 365)
_REMINDERS = (120, 300, 600, 1800)


def rule_screen(rule: HotlineRule, value: int | None, words: Words) -> Screen:
    """What it is now, and what else it might be."""
    offered = _REPEATS if rule is HotlineRule.REPEAT else _REMINDERS
    row = [
        Button(_label(rule, one, words), f"{rule}:{'never' if one is None else one}")
        for one in offered
        if one != value
    ]
    return Screen(rule_line(rule, value, words), [row])


def rule_changed_screen(changed: HotlineRuleChanged, words: Words) -> Screen:
    """What it is now."""
    text = rule_line(changed.rule, changed.value, words)
    return Screen(text, undo_row(words("button.undo"), changed.audit_id))


def rule_line(rule: HotlineRule, value: int | None, words: Words) -> Html:
    """The rule, as a sentence."""
    if value is None:
        return words(f"rule.{rule}_never")
    return words(f"rule.{rule}", length=words.duration(rule_length(rule, value)))


def rule_length(rule: HotlineRule, value: int) -> timedelta:
    """Of a rule's value: days, or seconds."""
    return timedelta(days=value) if rule is HotlineRule.REPEAT else timedelta(seconds=value)


def _label(rule: HotlineRule, value: int | None, words: Words) -> str:
    if value is None:
        return words("button.repeat_never")
    return words.duration(rule_length(rule, value))
