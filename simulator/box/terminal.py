"""An organizer's phone, in a terminal: shows the bot's messages with their buttons."""

import sys
import threading
import unicodedata
from typing import Any

import requests

from simulator.box.state import BoxState

_FIRST_ANSWER_SECONDS = 8.0
_QUIET_SECONDS = 1.0


class Terminal:
    """The chat of one person with the bot."""

    def __init__(self, state: BoxState, person: str) -> None:
        if state.chat is None:
            raise SystemExit("A real bot is configured: talk to it in Telegram.")
        self._url = f"{state.chat}/box"
        self._person = _person_id(state, person)
        self._seen = 0
        self._buttons: list[tuple[int, str, str]] = []

    def say(self, text: str) -> None:
        """Write to the bot."""
        self._post("say", {"as": self._person, "text": text})

    def tap(self, label: str) -> None:
        """Tap the newest button whose label begins with `label`, or the one with this number."""
        wanted = _plain(label)
        for number, (message_id, shown, data) in enumerate(self._buttons, 1):
            if label == str(number) or _plain(shown).startswith(wanted):
                tapped = {"as": self._person, "message_id": message_id, "data": data}
                self._post("tap", tapped)
                return
        raise SystemExit(f"There is no button {label!r}.")

    def catch_up(self) -> None:
        """Read what was shown before, without showing it again."""
        for event in self._events(0):
            self._note(event)

    def show_answers(self) -> None:
        """Show what the bot answers, until it is quiet for a second."""
        wait = _FIRST_ANSWER_SECONDS
        while events := self._events(wait):
            for event in events:
                self._note(event)
                if event["kind"] in ("sent", "edited"):
                    self._show(event)
                    wait = _QUIET_SECONDS

    def converse(self) -> None:
        """Read lines until the end of input: a number taps that button, other lines are sent."""
        print("Write to the bot; a number taps that button; Ctrl-D ends. Begin with /start.")
        self.catch_up()
        threading.Thread(target=self._show_for_ever, daemon=True).start()
        for line in sys.stdin:
            text = line.strip()
            if text.isdecimal() and len(text) < 3:
                self.tap(text)
            elif text:
                self.say(text)

    def _show_for_ever(self) -> None:
        while True:
            for event in self._events(30):
                self._note(event)
                if event["kind"] in ("sent", "edited"):
                    self._show(event)

    def _note(self, event: dict[str, Any]) -> None:
        self._seen = max(self._seen, event["number"])
        message = event["message"]
        keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
        others = [one for one in self._buttons if one[0] != message["message_id"]]
        mine = [
            (message["message_id"], button["text"], button["callback_data"])
            for row in keyboard
            for button in row
        ]
        # The newest message's buttons come first, and have the lowest numbers.
        self._buttons = mine + others

    def _show(self, event: dict[str, Any]) -> None:
        message = event["message"]
        who = "bot (edited)" if event["kind"] == "edited" else "bot"
        text = message.get("text") or message.get("caption") or ""
        print(f"{who}: " + text.replace("\n", "\n     "))
        for number, (message_id, label, _) in enumerate(self._buttons, 1):
            if message_id == message["message_id"]:
                print(f"     {number} [{label}]")
        sys.stdout.flush()

    def _events(self, timeout: float) -> list[dict[str, Any]]:
        query = {"chat": str(self._person), "after": str(self._seen), "timeout": str(timeout)}
        answer = requests.get(f"{self._url}/events", params=query, timeout=timeout + 10)
        found: list[dict[str, Any]] = answer.json()
        return found

    def _post(self, what: str, data: dict[str, object]) -> None:
        requests.post(f"{self._url}/{what}", json=data, timeout=10).raise_for_status()


def _person_id(state: BoxState, name: str) -> int:
    for number, known in state.people:
        if _plain(known) == _plain(name):
            return number
    raise SystemExit("Nobody of that name: " + ", ".join(known for _, known in state.people))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
