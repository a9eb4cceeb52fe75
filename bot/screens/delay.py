"""The screens of /delay."""

from datetime import timedelta

from bot.screens.screen import Screen, joined, undo_row
from bot.words import Words


def delay_screen(delay: timedelta, words: Words) -> Screen:
    """How long replies wait now."""
    return Screen(joined(words("delay.now", delay=words.duration(delay)), words("delay.example")))


def delay_changed_screen(seconds: int, audit_id: int, words: Words) -> Screen:
    """Changed, and what that leaves alone."""
    text = words("delay.done", delay=words.duration(timedelta(seconds=seconds)))
    return Screen(text, undo_row(words("button.undo"), audit_id))
