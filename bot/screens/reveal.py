"""The screens of /reveal."""

from bot.screens.screen import Button, Screen
from hotline.usecases.senders.reveal_number import Revealed, Why
from hotline.words import Words


def why_screen(sender_id: int, words: Words) -> Screen:
    """It is written down, and told."""
    rows = [[Button(words(f"reveal.why.{why}"), f"reveal:{sender_id}:{why}")] for why in Why]
    return Screen(words("reveal.question", handle=f"#{sender_id}"), rows)


def revealing_screen(words: Words) -> Screen:
    """What stands there until the number may."""
    return Screen(words("reveal.soon"))


def revealed_screen(found: Revealed, words: Words) -> Screen:
    """For a minute."""
    if found.number is None:
        return Screen(words("reveal.unreadable", handle=f"#{found.sender_id}"))
    return Screen(words("reveal.number", handle=f"#{found.sender_id}", number=found.number))
