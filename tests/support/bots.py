"""A real polling bot in a thread of the test, and hands that write and tap."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.service import serve
from hotline.wiring import Hotline, utc_now
from simulator.chat.network import ChatNetwork
from simulator.chat.rich import text_in
from simulator.chat.user_actions import say, tap


@contextmanager
def running_bot(
    hotline: Hotline, chat_url: str, clock: Callable[[], datetime] = utc_now
) -> Iterator[None]:
    """The bot of `hotline` against the chat network, until the end of the block."""
    boxed = Hotline(replace(hotline.settings, telegram_api_url=chat_url), hotline.database)
    started: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    failures: list[BaseException] = []

    async def go() -> None:
        stopping = asyncio.Event()
        started.append((asyncio.get_running_loop(), stopping))
        await serve(boxed, stopping, clock=clock)

    def run() -> None:
        try:
            asyncio.run(go())
        except BaseException as error:
            failures.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        wait_for(lambda: started)
        loop, stopping = started[0]
        if thread.is_alive():
            loop.call_soon_threadsafe(stopping.set)
        thread.join(timeout=30)
        assert not thread.is_alive()
        assert not failures, failures


def wait_for(condition: Callable[[], Any], *, seconds: float = 15) -> Any:
    """What `condition` returns once it is truthy. Waits for other processes and threads."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        found = condition()
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("it did not happen in time")


def _plain(text: str) -> str:
    """French has its own apostrophes, and spaces that do not break before its colons."""
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")


def text_of(message: dict[str, Any]) -> str:
    """What a message says, with plain spaces and apostrophes."""
    return _plain(text_in(message))


class Hand:
    """One person's phone."""

    def __init__(self, chat: ChatNetwork, person: int) -> None:
        self._chat = chat
        self._person = chat.people[person]

    def say(self, text: str) -> dict[str, Any]:
        """Write, and return the bot's next message."""
        before = self._newest()
        say(self._chat, self._person, text)
        return self._after(before)

    def write(self, text: str) -> None:
        """Write, and expect nothing."""
        say(self._chat, self._person, text)

    def tap(self, label: str, message: dict[str, Any]) -> dict[str, Any]:
        """Tap the button that begins with `label`; the message as it is edited (or a new one)."""
        before = self._newest()
        for row in message["reply_markup"]["inline_keyboard"]:
            for button in row:
                if _plain(button["text"]).startswith(label):
                    tap(self._chat, self._person, message, button["callback_data"])
                    return self._after(before)
        raise AssertionError(f"no button {label!r}")

    def tap_again(self, label: str, message: dict[str, Any]) -> dict[str, Any]:
        """Tap a button that has been tapped already; the message as it is once that was heard."""
        heard = self._heard()
        for row in message["reply_markup"]["inline_keyboard"]:
            for button in row:
                if _plain(button["text"]).startswith(label):
                    tap(self._chat, self._person, message, button["callback_data"])
                    wait_for(lambda: self._heard() > heard)
                    # It is answered before what was tapped next.
                    self.say("/menu")
                    return self._as_it_is(message["message_id"])
        raise AssertionError(f"no button {label!r}")

    def _heard(self) -> int:
        return sum(one["method"] == "answerCallbackQuery" for one in self._chat.requests)

    def _as_it_is(self, message_id: int) -> dict[str, Any]:
        return [one for one in self.shown() if one["message_id"] == message_id][-1]

    def forge(self, data: str, message: dict[str, Any]) -> None:
        """A tap on a button that never was."""
        tap(self._chat, self._person, message, data)

    def shown(self) -> list[dict[str, Any]]:
        """What the bot sent or edited in this chat, oldest first."""
        return [
            event.message
            for event in list(self._chat.events)
            if event.chat_id == self._person.id and event.kind in ("sent", "edited")
        ]

    def texts(self) -> list[str]:
        return [text_of(message) for message in self.shown()]

    def wait_for_text(self, words: str, *, seconds: float = 15) -> dict[str, Any]:
        """The first message that holds `words`."""
        return wait_for(
            lambda: next((m for m in self.shown() if words in _plain(text_of(m))), None),
            seconds=seconds,
        )

    def _newest(self) -> int:
        return len(self.shown())

    def _after(self, before: int) -> dict[str, Any]:
        return wait_for(lambda: self.shown()[before:])[0]
