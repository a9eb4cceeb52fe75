"""The screens of /reveal."""

from bot.screens.screen import Button, Screen
from hotline.usecases.senders.reveal_number import Revealed, Why
from hotline.words import Words


def why_screen(sender_id: int, words: Words) -> Screen:
    """Asks why the number is needed: the reason is recorded, and told to the others."""
    rows = [[Button(words(f"reveal.why.{why}"), f"reveal:{sender_id}:{why}")] for why in Why]
    return Screen(words("reveal.question", handle=f"#{sender_id}"), rows)


def revealing_screen(words: Words) -> Screen:
    """Stands there until the number may be shown."""
    return Screen(words("reveal.soon"))


def revealed_screen(found: Revealed, words: Words) -> Screen:
    """Shows the number, or that it cannot be read. It is deleted after a minute."""
    if found.number is None:
        return Screen(words("reveal.unreadable", handle=f"#{found.sender_id}"))
    text = words("reveal.number", handle=f"#{found.sender_id}", number=found.number)
    return Screen(text, vanishes=True)
