"""The screens of the hotline's own rules: when a sender is answered again, when a raid rings."""

from collections.abc import Mapping
from datetime import timedelta

from bot.screens.screen import Button, Screen, joined, undo_row
from hotline.usecases.setup.change_rule import STEPS, HotlineRule, HotlineRuleChanged
from hotline.words import Html, Words

_REPEATS = (None, 30, 90, 365)
_STEPS = {
    HotlineRule.REMINDER: (120, 300, 600, 1800),
    HotlineRule.ELSEWHERE: (300, 900, 1800, 3600),
    HotlineRule.LOUDER: (900, 1800, 3600, 7200),
}


def rule_screen(rule: HotlineRule, value: int | None, words: Words) -> Screen:
    """Shows the rule as it is now, and other values to choose."""
    offered = _STEPS.get(rule, _REPEATS)
    row = [
        Button(_label(rule, one, words), f"{rule}:{'never' if one is None else one}")
        for one in offered
        if one != value
    ]
    return Screen(rule_line(rule, value, words), [row])


def steps_screen(values: Mapping[HotlineRule, int], words: Words) -> Screen:
    """Shows the steps of a raid that nobody looks after; a button for each."""
    lines = [rule_line(rule, values[rule], words) for rule in STEPS]
    rows = [[Button(words(f"button.{rule}"), f"{rule}:now")] for rule in STEPS]
    return Screen(joined(words("steps.title"), *lines, words("steps.end")), rows)


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
