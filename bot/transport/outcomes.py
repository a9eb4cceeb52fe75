"""What the last tap on each message has led to, so that the same tap leads to the same screen.

Kept in memory, for the messages that were tapped last. **On a crash** it is lost: then a repeated
tap is told what is so now, from the store.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.screens.screen import Screen

# One thumb that hits twice, or one that saw no answer yet.
_AT_ONCE = timedelta(seconds=2)
_MOST = 2000


@dataclass(frozen=True)
class Outcome:
    """`data`: of the button that was tapped; `screen`: what answered; `at`: when."""

    data: str
    screen: Screen
    at: datetime


class Outcomes:
    """The last outcome of each message that was tapped lately."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], Outcome] = OrderedDict()

    def note(self, chat_id: int, message_id: int, outcome: Outcome) -> None:
        """This tap on the message has led to this screen."""
        if outcome.screen.vanishes:
            return
        self._kept[chat_id, message_id] = outcome
        self._kept.move_to_end((chat_id, message_id))
        while len(self._kept) > _MOST:
            self._kept.popitem(last=False)

    def of_same(self, chat_id: int, message_id: int, data: str) -> Screen | None:
        """The screen that the same tap has led to, if it was the last one on this message."""
        found = self._kept.get((chat_id, message_id))
        return found.screen if found is not None and found.data == data else None

    def of_double_tap(
        self, chat_id: int, message_id: int, data: str, now: datetime
    ) -> Screen | None:
        """The same, if it was a moment ago: the tap is not obeyed twice."""
        found = self._kept.get((chat_id, message_id))
        if found is None or found.data != data or not timedelta(0) <= now - found.at <= _AT_ONCE:
            return None
        return found.screen
