"""Every button of every screen, tapped twice, and after somebody else has tapped it.

Nothing is done twice, the old question never comes back, and the undo stays.
"""

import asyncio
import re
from datetime import timedelta

import pytest

from bot.command_list import COMMANDS, commands_of
from bot.routing.taps import VERBS
from bot.screens.screen import Screen
from hotline.domain.roles import Role
from hotline.usecases.incidents.estimate_held import estimate_held
from hotline.usecases.incidents.watch_traffic import Memory
from hotline.usecases.mode.suspend import suspend
from hotline.wiring import utc_now
from hotline.words import LANGUAGES, Words
from tests.support.afternoons import a_raid, live_through
from tests.support.in_hand import Phone, Seen, bot_context
from tests.support.inbounds import a_text, one, receive
from tests.support.team import come_in

# Where each walk begins, and the verbs that it must meet: each ends what another one needs.
_WALKS = {
    "what is held": (
        [("held", ""), ("sender", "#2")],
        {"held", "free", "drop", "free_group", "drop_group", "confirm", "read"},
    ),
    "the card": (
        [("incidents", "")],
        {"ack", "worst", "group", "genuine", "drop_held", "dismiss", "brake", "mute", "confirm"},
    ),
    "the money": (
        [
            ("budget", "total 700"),
            ("budget", "day 5"),
            ("budget", "day 1,000"),
            ("budget", ""),
            ("fund", "20"),
            ("plug", ""),
        ],
        {"raise", "countries", "confirm", "discard", "undo", "meant"},
    ),
    "the text": (
        [
            ("reply", "Elle vous a dit non."),
            ("reply", "Elle a dit « non », ça suffit."),
            ("delay", ""),
        ],
        {"keep_draft", "discard_draft", "undo", "repeat", "delay"},
    ),
    "the team": (
        [("team", ""), ("alerts", ""), ("log", ""), ("lock", "")],
        {"invite", "member", "role", "remove", "lock", "unlock", "share", "alerts", "withdraw"},
    ),
    "everything": ([(command, "") for command in COMMANDS], {"go", "block", "resume", "senders"}),
}
# Ways on and back: whatever they show is true now.
_REFUSED = ("not_allowed", "owners_only")
_LOOKS = ("go:menu", "go:status", "first", "ask", "checkup")
_MOST_TAPS, _DEEPEST = 60, 4
_THEN = " > "


class Walker:
    """Walks through the screens, and taps each button once for each form of its data."""

    def __init__(self, context, database, alice, bruno):
        self.database = database
        self.alice, self.bruno = Phone(context, alice), Phone(context, bruno)
        self.tried: set[str] = set()
        self.texts: set[str] = set()
        # Who is no longer there taps nothing more.
        self.of_herself = {f"remove:{alice.id}"} | {f"member:{alice.id}"}

    async def walk(self, command: str, said: str = "", *, others_first: bool) -> None:
        """Tap what `/command said` leads to, and what that leads to, as deep as `_DEEPEST`."""
        paths: list[list[str]] = [[]]
        while paths:
            path = paths.pop(0)
            for _ in range(_MOST_TAPS):
                shown = await self.go(command, said, path)
                data = None if shown is None else self.untried(shown, path)
                if shown is None or data is None:
                    break
                self.tried.add(key(data, path))
                before = shown.text
                first, again = await self.tap_twice(shown, data, others_first=others_first)
                self.check(data, before, first, again)
                if before in again.text and not is_look(data):
                    now = await self.go(command, said, path)
                    assert now is None or now.text == before, f"{data}: the old screen is below"
                if len(path) < _DEEPEST and not data.startswith("go:"):
                    paths.append([*path, form(data)])

    async def go(self, command: str, said: str, path: list[str]) -> Seen | None:
        """The screen at the end of this path; None: it no longer leads there."""
        shown = await self.alice.write(command, said)
        for step in path:
            found = [one for one in shown.buttons if one not in self.of_herself]
            data = next((one for one in found if form(one) == step), None)
            if data is None:
                return None
            shown = await self.alice.tap(shown, data)
        return shown

    async def tap_twice(
        self, shown: Seen, data: str, *, others_first: bool
    ) -> tuple[Screen, Screen]:
        if others_first:
            await self.bruno.tap(await self.bruno_sees_the_same(shown), data)
        answer = await self.alice.tap(shown, data)
        first = answer.screen
        acts = self.acts()
        self.texts |= {first.text}
        count = len(self.alice.chat)
        await self.alice.tap(shown, data)
        assert self.acts() == acts, f"{data} was done twice"
        # What answers a card stands below it, and need not be said again.
        again = self.alice.chat[-1] if len(self.alice.chat) > count else answer
        return first, again.screen

    async def bruno_sees_the_same(self, shown: Seen) -> Seen:
        await self.bruno._context.messenger.answer(self.bruno._who.telegram_id, shown.screen)
        return self.bruno.chat[-1]

    def check(self, data, before, first, again):
        assert "our side" not in first.text, data
        assert "our side" not in again.text, data
        question = any(button.startswith("confirm:") for button in buttons(first))
        if first.text != before and not question and not is_look(data):
            assert not again.text.startswith(before), f"{data}: the old screen came back"
        undo = [button for button in buttons(first) if button.startswith("undo:")]
        if undo and not data.startswith("undo:"):
            assert undo[0] in buttons(again), f"{data}: its undo is gone"

    def untried(self, shown: Seen, path: list[str]) -> str | None:
        for data in shown.buttons:
            is_new = key(data, path) not in self.tried and data not in self.of_herself
            if is_new and not is_look(data):
                return data
        return None

    @property
    def verbs(self) -> set[str]:
        return {one.rpartition(_THEN)[2].partition(":")[0] for one in self.tried}

    def acts(self) -> int:
        return one(self.database, "SELECT count(*) FROM audit_entries")


def form(data: str) -> str:
    return re.sub(r"\d+", "N", data)


def key(data: str, path: list[str]) -> str:
    """Each question is confirmed, discarded and undone."""
    is_general = data.startswith(("confirm:", "discard:", "undo:"))
    return _THEN.join([*path[-2:], form(data)]) if is_general else form(data)


def is_look(data: str) -> bool:
    return data.startswith(_LOOKS)


def buttons(screen):
    return [button.data for row in screen.rows for button in row]


@pytest.fixture
def busy(database, alice, bruno):
    """A raid is on, one sender is blocked, one reply was sent."""
    now = utc_now()
    receive(database, a_text(now - timedelta(hours=3), "+33698765432"))
    end = live_through(database, a_raid(), now - timedelta(minutes=5), memory=Memory())
    estimate_held(database=database, now=end)


def walker(database, alice, bruno):
    moments = iter(range(10_000_000))
    start = utc_now()
    # Each tap is a second after the last one.
    clock = lambda: start + timedelta(seconds=next(moments))  # noqa: E731
    return Walker(bot_context(database, clock), database, alice, bruno)


@pytest.mark.parametrize("others_first", [False, True], ids=["twice", "after somebody else"])
@pytest.mark.parametrize("which", _WALKS)
def test_in_a_raid(busy, database, alice, bruno, which, others_first):
    begins, verbs = _WALKS[which]
    one_walk = walker(database, alice, bruno)

    async def walk():
        for command, said in begins:
            await one_walk.walk(command, said, others_first=others_first)

    asyncio.run(walk())
    assert one_walk.verbs <= VERBS
    assert " ".join(sorted(verbs - one_walk.verbs)) == ""


def test_while_suspended(database, alice, bruno):
    now = utc_now()
    receive(database, a_text(now), a_text(now, "+33698765432"))
    suspend(bruno, database=database, now=now)
    one_walk = walker(database, alice, bruno)

    async def walk():
        for command in ("menu", "status", "resume", "block", "unblock", "held", "budget"):
            await one_walk.walk(command, others_first=False)

    asyncio.run(walk())
    assert any(data.startswith("resume:") for data in one_walk.tried)


def test_observers_are_offered_nothing_that_refuses_them(busy, database, alice, bruno, now):
    clara = come_in(alice, Role.OBSERVER, bruno, database, now)
    one_walk = walker(database, clara, bruno)
    refusals = {Words(code)(f"refusal.{why}") for code in LANGUAGES for why in _REFUSED}

    async def walk():
        for command in commands_of(Role.OBSERVER):
            await one_walk.walk(command, "#1" if command == "sender" else "", others_first=False)

    asyncio.run(walk())
    said = {seen.text for seen in one_walk.alice.chat} | one_walk.texts
    assert [text for text in said for refusal in refusals if refusal in text] == []
    assert len(one_walk.tried) > 20


@pytest.mark.parametrize(
    "data",
    ["block", "block:", "block:x", "confirm:9999999999999999999999", "undo:x", "undo:77", "agree:8",
     "confirm:77", "sender:99999", "hush:1", "hush:1:never", "phone:9:morning", "phone:x", "more:9",
     "awake:9", "help:nothing", "elsewhere:x", "louder:1"],
)  # fmt: skip
def test_data_that_no_button_has_is_answered_in_words(database, alice, bruno, data):
    one_walk = walker(database, alice, bruno)

    async def walk():
        shown = await one_walk.alice.write("menu")
        return await one_walk.alice.tap(shown, data)

    answer = asyncio.run(walk())
    assert answer.text.strip()
    assert "our side" not in answer.text
