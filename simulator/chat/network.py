"""The state of the chat network: people, chats, messages, and updates that wait for the bot."""

import threading
import time
from collections.abc import MutableSequence
from dataclasses import dataclass, field
from typing import Any

from simulator.faults import FaultScript

# The kinds of fault that can be scripted for a method.
FAULTS = ("400", "403", "404", "429", "outage", "cut_before", "cut_after", "late")


class Upload(bytes):
    """The content of a file that was sent, with its name."""

    name: str

    def __new__(cls, content: bytes, name: str | None) -> "Upload":
        """`name`: the sender's name of the file, if any."""
        made = super().__new__(cls, content)
        made.name = name or ""
        return made


@dataclass
class Person:
    """A person with a phone. `started`: they wrote to the bot, which may not write first."""

    id: int
    first_name: str
    language_code: str = "fr"
    started: bool = False
    has_blocked: bool = False

    def as_user(self) -> dict[str, Any]:
        """Telegram's User."""
        return {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "language_code": self.language_code,
        }

    def as_chat(self) -> dict[str, Any]:
        """Telegram's private Chat."""
        return {"id": self.id, "type": "private", "first_name": self.first_name}


@dataclass
class Group:
    """A group that the bot is or was in. `moved_to`: the id of the supergroup it became."""

    id: int
    title: str
    is_super: bool = False
    moved_to: int | None = None
    has_bot: bool = True
    # A forum: its topics that are open for messages. None: no forum.
    topics: frozenset[int] | None = None
    may_write: bool = True
    # An administrator who may delete messages: ours it may always.
    may_delete: bool = False
    is_deleted: bool = False

    def as_chat(self) -> dict[str, Any]:
        """Telegram's Chat."""
        kind = "supergroup" if self.is_super else "group"
        forum = {} if self.topics is None else {"is_forum": True}
        return {"id": self.id, "type": kind, "title": self.title, **forum}


@dataclass
class Event:
    """Something that a chat showed: a message sent, edited or deleted."""

    number: int
    chat_id: int
    kind: str
    message: dict[str, Any]


@dataclass
class ChatNetwork:
    """The whole state of the network. `changed` guards it and wakes long polls."""

    token: str
    people: dict[int, Person] = field(default_factory=dict)
    groups: dict[int, Group] = field(default_factory=dict)
    faults: FaultScript = field(default_factory=lambda: FaultScript(FAULTS))
    changed: threading.Condition = field(default_factory=threading.Condition)
    updates: list[dict[str, Any]] = field(default_factory=list)
    messages: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    taps: dict[str, bool] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[dict[str, str]]] = field(default_factory=dict)
    # The keyboard that each chat shows under its messages.
    keyboards: dict[int, list[Any]] = field(default_factory=dict)
    # When the bot last said that it is typing, by time.monotonic().
    typing: dict[int, float] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    requests: MutableSequence[dict[str, Any]] = field(default_factory=list)
    # Telegram's counters never go back. Ours begin at the time of the start, so that no id which
    # a bot remembers from an earlier run of the box is used twice.
    next_number: int = field(default_factory=lambda: int(time.time()))
    # What is added to the numbers of updates, which Telegram draws anew after a quiet week.
    updates_shifted_by: int = 0
    newest_poll: int = 0
    # The kinds of update that the bot last asked for; empty: all.
    allowed: frozenset[str] = frozenset()

    @property
    def bot_id(self) -> int:
        """The number before the colon of the token."""
        return int(self.token.partition(":")[0])

    def as_bot(self) -> dict[str, Any]:
        """The bot as a User."""
        return {
            "id": self.bot_id,
            "is_bot": True,
            "first_name": "Anti-relou",
            "username": "anti_relou_box_bot",
        }

    def take_number(self) -> int:
        """The next number for an update, a message or an event."""
        with self.changed:
            self.next_number += 1
            return self.next_number

    def add_update(self, content: dict[str, Any]) -> int:
        """Queue an update and wake the bot's poll, if the bot asked for this kind of update."""
        with self.changed:
            number = self.take_number()
            if self.allowed and not self.allowed & content.keys():
                return number + self.updates_shifted_by
            self.updates.append({"update_id": number + self.updates_shifted_by, **content})
            self.changed.notify_all()
            return number + self.updates_shifted_by

    def show(self, kind: str, message: dict[str, Any]) -> None:
        """Record that a message appeared in a chat, changed or was deleted (`kind`)."""
        with self.changed:
            chat_id = message["chat"]["id"]
            self.events.append(Event(self.take_number(), chat_id, kind, message))
            self.changed.notify_all()
