"""The chat network's memory: people, chats, messages, and updates that wait for the bot."""

import threading
import time
from collections.abc import MutableSequence
from dataclasses import dataclass, field
from typing import Any

from simulator.faults import FaultScript

# What can be scripted to go wrong with a method.
FAULTS = ("429", "403", "outage", "cut_before", "cut_after", "late")


class Upload(bytes):
    """A file as it was sent, with its name."""

    name: str

    def __new__(cls, content: bytes, name: str | None) -> "Upload":
        """`name`: as the sender has it, or none."""
        made = super().__new__(cls, content)
        made.name = name or ""
        return made


@dataclass
class Person:
    """Somebody with a phone. `started`: they wrote to the bot first, as Telegram demands."""

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
    """A group that the bot is in. `moved_to`: it became a supergroup, under that id."""

    id: int
    title: str
    is_super: bool = False
    moved_to: int | None = None
    has_bot: bool = True

    def as_chat(self) -> dict[str, Any]:
        """Telegram's Chat."""
        kind = "supergroup" if self.is_super else "group"
        return {"id": self.id, "type": kind, "title": self.title}


@dataclass
class Event:
    """Something that a chat showed: a message sent, edited or deleted."""

    number: int
    chat_id: int
    kind: str
    message: dict[str, Any]


@dataclass
class ChatNetwork:
    """Everything the network knows. `changed` guards it and wakes long polls."""

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
    # The keyboard that a chat shows under its messages.
    keyboards: dict[int, list[Any]] = field(default_factory=dict)
    # When the bot last said that it is typing there, by time.monotonic().
    typing: dict[int, float] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    requests: MutableSequence[dict[str, Any]] = field(default_factory=list)
    # Telegram's counters never go back. Ours begin at the time of the start, so that ids which
    # a bot remembers from an earlier run of the box are not given twice.
    next_number: int = field(default_factory=lambda: int(time.time()))
    newest_poll: int = 0
    # The kinds of update that the bot asked for last; empty: all.
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
        """The next update, message or event number."""
        with self.changed:
            self.next_number += 1
            return self.next_number

    def add_update(self, content: dict[str, Any]) -> int:
        """Queue an update for the bot and wake its poll, if it is of a kind that it asked for."""
        with self.changed:
            number = self.take_number()
            if self.allowed and not self.allowed & content.keys():
                return number
            self.updates.append({"update_id": number, **content})
            self.changed.notify_all()
            return number

    def show(self, kind: str, message: dict[str, Any]) -> None:
        """Something appears in (or vanishes from) a chat."""
        with self.changed:
            chat_id = message["chat"]["id"]
            self.events.append(Event(self.take_number(), chat_id, kind, message))
            self.changed.notify_all()
