"""An organizer's phone, in a terminal: shows the bot's messages with their buttons."""

import sys
import threading
import time
import unicodedata
from typing import Any

import requests

from simulator.box.sentences import words
from simulator.box.state import BoxState
from simulator.chat.rich import text_in

_QUIET_SECONDS, _PATIENT_SECONDS = 1.0, 3.0
# A bot that starts takes some ten seconds, on a slow machine thirty.
_READS_WITHIN_SECONDS = 60.0


class Terminal:
    """The chat of one person with the bot.

    `reads_within_seconds`: how long to wait for a bot that does not read what it is told.
    """

    def __init__(
        self,
        state: BoxState,
        person: str,
        *,
        reads_within_seconds: float = _READS_WITHIN_SECONDS,
    ) -> None:
        if state.chat is None:
            raise SystemExit(words("box.real_bot"))
        self._url = f"{state.chat}/box"
        self._person = _person_id(state, person)
        self._reads_within_seconds = reads_within_seconds
        self._seen = 0
        self._buttons: list[tuple[int, str, str]] = []

    def say(self, text: str) -> None:
        """Write to the bot."""
        self._post("say", {"as": self._person, "text": text})

    def tap(self, label: str) -> None:
        """Tap the newest button whose label begins with `label`, or the one with this number.

        Raises LookupError: there is none.
        """
        wanted = _plain(label)
        for number, (message_id, shown, data) in enumerate(self._buttons, 1):
            if label == str(number) or _plain(shown).startswith(wanted):
                tapped = {"as": self._person, "message_id": message_id, "data": data}
                self._post("tap", tapped)
                return
        raise LookupError(words("box.no_button", label=label))

    def catch_up(self) -> None:
        """Read what was shown before, without showing it again."""
        for event in self._events(0):
            self._note(event)

    def show_answers(self) -> bool:
        """Show what the bot answers, until it is quiet for a second.

        It may stay silent, which is told, and so is what is waited for. False: it has not even
        read what was said.
        """
        ends, has_told = time.monotonic() + self._reads_within_seconds, False
        while not self._show_until_quiet():
            if not self._is_unread():
                # An answer that was sent just before is shown first.
                if not self._show_until_quiet():
                    print(words("box.bot_silent"))
                return True
            if time.monotonic() > ends:
                print(words("box.bot_gone", seconds=f"{self._reads_within_seconds:g}"))
                return False
            if not has_told:
                print(words("box.waiting"), flush=True)
            has_told = True
        return True

    def converse(self) -> None:
        """Read lines until the end of input: a number taps that button, other lines are sent."""
        print(words("box.converse"))
        self.catch_up()
        threading.Thread(target=self._show_for_ever, daemon=True).start()
        for line in sys.stdin:
            text = line.strip()
            if text.isdecimal() and len(text) < 3:
                try:
                    self.tap(text)
                except LookupError as error:
                    print(error.args[0], flush=True)
            elif text:
                self.say(text)

    def _show_for_ever(self) -> None:
        has_told = False
        while True:
            try:
                is_waiting = self._show_events(_PATIENT_SECONDS) is None and self._is_unread()
            except requests.ConnectionError:
                print(words("box.gone"), flush=True)
                return
            if is_waiting and not has_told:
                print(words("box.waiting"), flush=True)
            has_told = is_waiting

    def _show_until_quiet(self) -> bool:
        """Whether anything was shown. It has ended once nothing happened for a second."""
        has_shown = False
        while (shown := self._show_events(_QUIET_SECONDS)) is not None:
            has_shown = has_shown or shown > 0
        return has_shown

    def _show_events(self, wait_seconds: float) -> int | None:
        """Show what happens within this time, at once; how many messages. None: nothing happens."""
        events = self._events(wait_seconds)
        shown = [event for event in events if event["kind"] in ("sent", "edited")]
        for event in events:
            self._note(event)
            if event in shown:
                self._show(event)
        return len(shown) if events else None

    def _is_unread(self) -> bool:
        """Whether the bot has not yet done with what this person said or tapped."""
        query = {"as": str(self._person)}
        answer = requests.get(f"{self._url}/unread", params=query, timeout=10)
        return int(answer.json()["count"]) > 0

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
        who = words("box.bot_edited" if event["kind"] == "edited" else "box.bot")
        print(f"{who}: " + text_in(message).replace("\n", "\n     "))
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
    names = ", ".join(known for _, known in state.people)
    raise SystemExit(words("box.nobody", names=names))


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
