"""What is said above a screen that is shown because a tap came too late."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.screens.refusals import refusal_screen
from bot.screens.screen import Button, Screen, undo_row
from hotline.domain.acts import RULES, Act
from hotline.domain.people import Organizer
from hotline.words import Words


def remark_screen(
    code: str, facts: Mapping[str, Any], reader: Organizer, words: Words, *, now: datetime
) -> Screen:
    """Says why nothing was done. If the reader did it themselves just before: with its undo."""
    refusal = refusal_screen(code, facts, words, now=now)
    entry_id = facts.get("entry_id")
    if entry_id is None or not _may_undo(facts, reader, now):
        return refusal
    return Screen(refusal.text, undo_row(words("button.undo"), entry_id))


def _may_undo(facts: Mapping[str, Any], reader: Organizer, now: datetime) -> bool:
    verb, at = facts.get("verb"), facts.get("at")
    if facts.get("organizer_id") != reader.id or verb not in tuple(Act):
        return False
    within = RULES[Act(verb)].undo_within
    return within is not None and isinstance(at, datetime) and now - at <= within


def late_screen(act: Act, words: Words) -> Screen:
    """Says that it is too late to undo. The screen below it has the button of the opposite act."""
    within = RULES[act].undo_within
    text = words("undo.too_late", minutes=words.duration(within) if within else "")
    if act is not Act.BLOCK_MANY:
        return Screen(text)
    # The card of an incident has no button to unblock one by one.
    return Screen(text, [[Button(words("menu.unblock"), "blocked:all:0")]])
