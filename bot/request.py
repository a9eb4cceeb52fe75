"""The bot context, and the request that every handler gets."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import ParamSpec, TypeVar

from bot.screens.back_button import with_way_back
from bot.screens.screen import Screen, offered_to, under_remark
from bot.transport.command_menu import CommandMenu
from bot.transport.messenger import Messenger
from bot.transport.outcomes import Outcome, Outcomes
from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.words import Words

_P = ParamSpec("_P")
_T = TypeVar("_T")


@dataclass
class HotlineLanguage:
    """The hotline's own language, for people who chose none. The first steps may change it."""

    code: str


class NotUnderstood:
    """The messages that were not understood: if they are corrected, they are read again."""

    _MOST = 1000

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], None] = OrderedDict()

    def note(self, chat_id: int, message_id: int) -> None:
        """This message was not understood, and nothing was done."""
        self._kept[chat_id, message_id] = None
        while len(self._kept) > self._MOST:
            self._kept.popitem(last=False)

    def take(self, chat_id: int, message_id: int) -> bool:
        """Whether it was not understood; it is forgotten with that."""
        return self._kept.pop((chat_id, message_id), self) is None


@dataclass(frozen=True)
class BotContext:
    """What every handler works with. There is one for the life of the process.

    `timezone` and `lines` are the hotline's own. `reply_from`: what replies are sent from, if not
    from the lines.
    """

    database: Database
    messenger: Messenger
    clock: Callable[[], datetime]
    hotline_language: HotlineLanguage
    timezone: str
    lines: tuple[str, ...]
    command_menu: CommandMenu
    # As in t.me/NAME, without an @.
    bot_name: str
    reply_from: str | None = None
    not_understood: NotUnderstood = field(default_factory=NotUnderstood)
    outcomes: Outcomes = field(default_factory=Outcomes)

    def team_words(self) -> Words:
        """The sentences in the hotline's own language, for everybody."""
        return Words(self.hotline_language.code, timezone=self.timezone)

    def words_for(self, organizer: Organizer) -> Words:
        """The sentences in this organizer's language."""
        return Words(organizer.language or self.hotline_language.code, timezone=self.timezone)


@dataclass(frozen=True)
class Request:
    """Somebody on the team asks for something, in the chat `chat_id`. Answers are private.

    `command`: what they typed after the slash, if it was one. `said_id`: the message that they
    wrote, `thread_id`: in which topic of a group; `is_contact`: it is somebody of their telephone
    book, whose number is in `arguments`. `message_id`: the message to edit with the answer; None: a
    new message answers. `tapped`: the data of the button that they tapped, on the message
    `tapped_id`. `remark`: what is said above the answer, whatever it is. `is_new`: they have just
    joined. `way_back`: the data of the button at the end of each answer. It leads to the menu, or
    on through the first steps.
    """

    context: BotContext
    organizer: Organizer
    words: Words
    now: datetime
    chat_id: int
    arguments: str = ""
    command: str = ""
    said_id: int | None = None
    thread_id: int | None = None
    is_contact: bool = False
    is_new: bool = False
    message_id: int | None = None
    has_picture: bool = False
    way_back: str = ""
    tapped: str = ""
    tapped_id: int | None = None
    remark: Screen | None = None

    async def run(self, use_case: Callable[_P, _T], *args: _P.args, **kwargs: _P.kwargs) -> _T:
        """Run a use case in a thread: the only way for handlers. Arguments are type-checked."""
        return await asyncio.to_thread(use_case, *args, **kwargs)

    @property
    def database(self) -> Database:
        """The database that use cases work on."""
        return self.context.database

    @property
    def is_private(self) -> bool:
        """Whether it was asked in the private chat."""
        return self.chat_id == self.organizer.telegram_id

    def note_not_understood(self) -> None:
        """If they correct what they wrote, it is read again."""
        if self.said_id is not None:
            self.context.not_understood.note(self.chat_id, self.said_id)

    async def forget_what_was_said(self) -> None:
        """Delete the message that they wrote; where Telegram refuses, ask them to."""
        if self.said_id is None:
            return
        if not await self.context.messenger.delete(self.chat_id, self.said_id):
            asked = Screen(self.words("number.delete_it"))
            await self.context.messenger.answer(self.organizer.telegram_id, asked)

    async def show(self, screen: Screen) -> None:
        """Answer: a tap by editing the message it was on, anything else by a new one."""
        chat_id, messenger = self.organizer.telegram_id, self.context.messenger
        if self.remark is not None:
            screen = under_remark(screen, self.remark)
        screen = offered_to(screen, self.organizer.role)
        if self.way_back and not screen.keys:
            screen = with_way_back(screen, self.way_back, self.words)
        if self.message_id is None:
            await messenger.answer(chat_id, screen)
        else:
            await messenger.edit(chat_id, self.message_id, screen, has_picture=self.has_picture)
        if self.tapped_id is not None:
            outcome = Outcome(self.tapped, screen, self.now)
            self.context.outcomes.note(chat_id, self.tapped_id, outcome)
