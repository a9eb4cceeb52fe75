"""The screens of messages that left our lines and that nobody here knows."""

from datetime import datetime

from bot.screens.screen import Button, Screen
from hotline.usecases.replies.adopt_messages import AdoptFacts, UnmatchedMessages
from hotline.words import Words


def unmatched_screen(found: UnmatchedMessages, words: Words, *, now: datetime) -> Screen:
    """Says how many there are, when they left and what they cost, and asks to count them in."""
    text = words.count(
        "unmatched.found",
        found.count,
        first=words.moment(found.first_at or now, now=now),
        last=words.moment(found.last_at or now, now=now),
        amount=words.cents(found.micros, found.currency),
    )
    return Screen(text, [[Button(words("button.adopt"), "unmatched:adopt")]])


def adopted_screen(adopted: AdoptFacts, words: Words) -> Screen:
    """Says what was counted in, and how to go on."""
    amount = words.cents(adopted.micros, adopted.currency)
    return Screen(words.count("unmatched.adopted", adopted.count, amount=amount))
