"""The screens of the hotline's own rules: how often a sender is answered, when a reminder comes."""

from datetime import timedelta

from bot.screens.screen import Button, Screen, undo_row
from hotline.usecases.setup.change_rule import HotlineRule, HotlineRuleChanged
from hotline.words import Html, Words

_REPEATS = (None, 30, 90, 365)
_REMINDERS = (120, 300, 600, 1800)


def rule_screen(rule: HotlineRule, value: int | None, words: Words) -> Screen:
    """Shows the rule as it is now, and other values to choose."""
    offered = _REPEATS if rule is HotlineRule.REPEAT else _REMINDERS
    row = [
        Button(_label(rule, one, words), f"{rule}:{'never' if one is None else one}")
        for one in offered
        if one != value
    ]
    return Screen(rule_line(rule, value, words), [row])


def rule_changed_screen(changed: HotlineRuleChanged, words: Words) -> Screen:
    """Shows the rule after the change."""
    text = rule_line(changed.rule, changed.value, words)
    return Screen(text, undo_row(words("button.undo"), changed.audit_id))


def rule_line(rule: HotlineRule, value: int | None, words: Words) -> Html:
    """The rule as a sentence."""
    if value is None:
        return words(f"rule.{rule}_never")
    return words(f"rule.{rule}", length=rule_length(rule, value, words))


def rule_length(rule: HotlineRule, value: int, words: Words) -> str:
    """A rule's value as a length of time: it is kept as days, or as seconds."""
    if rule is HotlineRule.REPEAT:
        return words.count("rule.days", value)
    return words.duration(timedelta(seconds=value))


def _label(rule: HotlineRule, value: int | None, words: Words) -> str:
    if value is None:
        return words("button.repeat_never")
    return rule_length(rule, value, words)
