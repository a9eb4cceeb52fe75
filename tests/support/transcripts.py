"""Dialogues as readable files: what organizers write and tap, and what they see, like a script.

A file that differs fails its test; `REWRITE_TRANSCRIPTS=1` writes it again, for a reviewer to read.
"""

import os
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.screens.menu import KEYS
from hotline.words import Words
from simulator.chat.network import ChatNetwork, Event, Group
from simulator.chat.user_actions import say, tap
from tests.support.bots import text_of, wait_for

FOLDER = Path(__file__).parents[1] / "bot" / "transcripts"
_TOKEN = re.compile(r"(start[= ])[A-Za-z0-9_-]{20,}")
_COMMAND = re.compile(r"^/([a-z_]+)\b")
_SHOWN = ("sent", "edited", "deleted")


class Clock:
    """The time of a dialogue: it stands still until somebody lets it go on."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 21, 15, 20, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **length: float) -> None:
        """Let time pass."""
        self.now += timedelta(**length)


class Transcript:
    """One dialogue while it is played."""

    def __init__(self, chat: ChatNetwork, title: str, language: str = "en") -> None:
        self.chat = chat
        self.words = Words(language)
        self._lines = [f"# {title}"]
        self._seen: dict[int, int] = {}

    def phone(self, person: int) -> "Phone":
        """Somebody's phone."""
        return Phone(self, person)

    def note(self, line: str) -> None:
        """What a reader must know: time passes, something happens elsewhere."""
        self._lines += ["", f"({line})"]

    def write(self, *lines: str) -> None:
        """Lines of the script."""
        self._lines += ["", *lines]

    def events(self, chat_id: int) -> list[Event]:
        """What the bot showed in this chat."""
        return [e for e in list(self.chat.events) if e.chat_id == chat_id and e.kind in _SHOWN]

    def next_in(self, chat_id: int) -> Event:
        """The next thing that this chat shows; waits for it."""
        place = self._seen.get(chat_id, 0)
        event = wait_for(lambda: self.events(chat_id)[place:])[0]
        self._seen[chat_id] = place + 1
        return event

    def show(self, whose: str, event: Event) -> None:
        """Write down what a chat shows."""
        how = {"sent": "", "edited": " (the message changes)", "deleted": " (a message vanishes)"}
        lines = [f"  {whose} sees{how[event.kind]}:"]
        if event.kind != "deleted":
            lines += _body(event.message)
        self.write(*lines)

    def finish(self, name: str) -> None:
        """Compare with the file `name`; nothing may have been shown that the script leaves out."""
        for chat_id, place in self._seen.items():
            assert [text_of(e.message) for e in self.events(chat_id)[place:]] == []
        text = "\n".join(self._lines) + "\n"
        path = FOLDER / f"{name}.txt"
        if os.environ.get("REWRITE_TRANSCRIPTS"):
            path.write_text(text)
        assert path.read_text() == text


class Phone:
    """Somebody who writes and taps, and what they see."""

    def __init__(self, transcript: Transcript, person: int) -> None:
        self._transcript = transcript
        self.person = transcript.chat.people[person]
        self.name = self.person.first_name

    def say(self, text: str, *, group: Group | None = None, is_answered: bool = True) -> None:
        """Write; the answer comes in private. Commands are written in the dialogue's language."""
        text = _COMMAND.sub(lambda found: "/" + self._transcript.words.command(found[1]), text)
        where = f" (in the group {group.title})" if group else ""
        self._transcript.write(f"{self.name}{where}: {_masked(text)}")
        say(self._transcript.chat, self.person, text, group=group)
        if is_answered:
            self.sees()

    def types(self, command: str) -> None:
        """Touch a key of the keyboard under the chat."""
        keys = self._transcript.chat.keyboards[self.person.id]
        labels = [k if isinstance(k, str) else k["text"] for row in keys for k in row]
        self.say(labels[KEYS.index(command)])

    def tap(self, data: str, *, group: Group | None = None) -> None:
        """Tap the newest button whose data begins with `data`; see what comes of it."""
        chat_id = group.id if group else self.person.id
        message, label, found = self._button(chat_id, data)
        where = f" (in the group {group.title})" if group else ""
        self._transcript.write(f"{self.name}{where} taps [ {label} ]")
        tap(self._transcript.chat, self.person, message, found)
        self.sees()

    def sees(self, *, times: int = 1) -> dict[str, Any]:
        """What comes next in the private chat."""
        return self._sees(self.person.id, self.name, times)

    def sees_in(self, group: Group) -> dict[str, Any]:
        """What comes next in a group."""
        return self._sees(group.id, f"The group {group.title}", 1)

    def _sees(self, chat_id: int, whose: str, times: int) -> dict[str, Any]:
        for _ in range(times):
            event = self._transcript.next_in(chat_id)
            self._transcript.show(whose, event)
        return event.message

    def _button(self, chat_id: int, data: str) -> tuple[dict[str, Any], str, str]:
        shown = {e.message["message_id"]: e.message for e in self._transcript.events(chat_id)}
        for message in reversed(list(shown.values())):
            for row in message.get("reply_markup", {}).get("inline_keyboard", []):
                for button in row:
                    if button["callback_data"].startswith(data):
                        return message, button["text"], button["callback_data"]
        raise AssertionError(f"no button {data!r}")


def _body(message: dict[str, Any]) -> list[str]:
    picture = ["    (a picture)"] if "photo" in message else []
    document = ["    (a file)"] if "document" in message else []
    text = [f"    {line}".rstrip() for line in _masked(_with_spoilers(message)).split("\n")]
    markup = message.get("reply_markup", {})
    rows = markup.get("inline_keyboard") or markup.get("keyboard") or []
    buttons = ["    " + " ".join(f"[ {button['text']} ]" for button in row) for row in rows]
    return [*picture, *document, *text, *buttons]


def _with_spoilers(message: dict[str, Any]) -> str:
    """Hidden text between bars, as people type it."""
    units = text_of(message).encode("utf-16-le")
    entities = message.get("entities") or message.get("caption_entities") or []
    for entity in reversed([e for e in entities if e["type"] == "spoiler"]):
        start, end = entity["offset"] * 2, (entity["offset"] + entity["length"]) * 2
        bars = "||".encode("utf-16-le")
        units = units[:start] + bars + units[start:end] + bars + units[end:]
    return units.decode("utf-16-le")


def _masked(text: str) -> str:
    return _TOKEN.sub(r"\1TOKEN", text)
