"""The screens of /delay."""

from datetime import timedelta

from bot.screens.screen import Button, Screen, joined, undo_row
from hotline.words import Words

_OFFERED = tuple(timedelta(minutes=minutes) for minutes in (30, 60, 120, 180))


def delay_screen(delay: timedelta, words: Words) -> Screen:
    """How long replies wait now, and what else they might."""
    text = joined(words("delay.now", delay=words.duration(delay)), words("delay.example"))
    return Screen(text, delay_rows(delay, words))


def delay_rows(delay: timedelta, words: Words) -> list[list[Button]]:
    """What replies might wait instead."""
    others = [one for one in _OFFERED if one != delay]
    row = [Button(words.duration(one), f"delay:{int(one.total_seconds())}s") for one in others]
    return [row, [Button(words("button.other_delay"), "ask:delay")]]


def delay_changed_screen(seconds: int, audit_id: int, words: Words) -> Screen:
    """Changed, and what that leaves alone."""
    text = words("delay.done", delay=words.duration(timedelta(seconds=seconds)))
    return Screen(text, undo_row(words("button.undo"), audit_id))
