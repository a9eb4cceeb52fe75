"""The screens of /delay."""

from datetime import timedelta

from bot.screens.rules import rule_line
from bot.screens.screen import Button, Screen, confirm_rows, joined, undo_row
from hotline.domain.settings import HotlineSettings
from hotline.usecases.setup.change_delay import DelayChanged, DelayQuestion
from hotline.usecases.setup.change_rule import HotlineRule
from hotline.words import Words

_OFFERED = tuple(timedelta(minutes=minutes) for minutes in (30, 60, 120, 180))


def delay_screen(settings: HotlineSettings, words: Words) -> Screen:
    """Shows how long replies wait, other delays, and how often a sender is answered."""
    days = None if settings.repeat_after is None else settings.repeat_after.days
    text = joined(
        words("delay.now", delay=words.duration(settings.delay)),
        rule_line(HotlineRule.REPEAT, days, words),
        words("delay.example"),
    )
    often = [Button(words("button.repeat"), f"{HotlineRule.REPEAT}:now")]
    return Screen(text, [*delay_rows(settings.delay, words), often])


def delay_rows(delay: timedelta, words: Words) -> list[list[Button]]:
    """Buttons for other delays."""
    others = [one for one in _OFFERED if one != delay]
    row = [Button(words.duration(one), f"delay:{int(one.total_seconds())}s") for one in others]
    return [row, [Button(words("button.other_delay"), "ask:delay")]]


def delay_question_screen(question: DelayQuestion, words: Words) -> Screen:
    """Asks before the delay becomes so short, and says what would be lost."""
    delay = words.duration(timedelta(seconds=question.seconds))
    label = words("button.shorten_delay", delay=delay)
    text = words("delay.question", delay=delay)
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def delay_changed_screen(changed: DelayChanged, words: Words) -> Screen:
    """Shows the new delay, and says that planned replies keep their time."""
    text = words("delay.done", delay=words.duration(timedelta(seconds=changed.seconds)))
    return Screen(text, undo_row(words("button.undo"), changed.audit_id))
