"""Why something was not done, in words: what has happened since, or what was expected."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from bot.screens.amounts import amounts_in_words
from bot.screens.screen import LONGEST_DATA, Button, Screen
from hotline.words import Words


def refusal_screen(code: str, facts: Mapping[str, Any], words: Words, *, now: datetime) -> Screen:
    """Says why it was not done. `facts` may hold `by` and `at`: who was faster, and when."""
    status = facts.get("status")
    code = code if status is None else f"{code}.{status}"
    values: dict[str, object] = dict(facts)
    at = facts.get("at")
    if isinstance(at, datetime):
        values["at"] = words.moment(at, now=now)
        values["by"] = facts.get("by") or words("hotline")
        if values["by"] == words("you") and words.has(f"refusal.{code}_by_you"):
            return Screen(words(f"refusal.{code}_by_you", **values))
        if words.has(f"refusal.{code}_by"):
            return Screen(words(f"refusal.{code}_by", **values))
    for name in ("seconds", "longest_seconds"):
        if name in facts:
            values[name] = words.duration(timedelta(seconds=facts[name]))
    for name in ("country", "countries"):
        if isinstance(facts.get(name), list):
            values[name] = words.countries(facts[name])
    values |= amounts_in_words(facts, words)
    key = f"refusal.{code}"
    return Screen(words(key if words.has(key) else "refusal.other", **values), _both(facts, words))


def _both(facts: Mapping[str, Any], words: Words) -> list[list[Button]]:
    """A button for each amount that was perhaps meant, if Telegram has room for what was written.

    `again`: the command and what was written after it.
    """
    if "again" not in facts:
        return []
    little, much = str(facts["little"]), str(facts["much"])
    labels = {little: little, much: words.number(int(much))}
    found = [
        Button(label, f"meant:{facts['again'].replace(facts['written'], amount, 1)}")
        for amount, label in labels.items()
    ]
    has_room = all(len(button.data.encode()) <= LONGEST_DATA for button in found)
    return [found] if has_room else []
