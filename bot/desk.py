"""The desk: what every handler works with, and what it is told of who speaks."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from bot.courier import Courier
from bot.screens.screen import Screen
from bot.words import Words
from hotline.domain.people import Organizer
from hotline.store.database import Database

_T = TypeVar("_T")


@dataclass(frozen=True)
class Desk:
    """One for the life of the process. `language`, `timezone` and `lines` are the hotline's own."""

    database: Database
    courier: Courier
    clock: Callable[[], datetime]
    language: str
    timezone: str
    lines: tuple[str, ...]

    def words_for(self, organizer: Organizer) -> Words:
        """The sentences in this organizer's language."""
        return Words(organizer.language or self.language, timezone=self.timezone)


@dataclass(frozen=True)
class Request:
    """Somebody on the team asks for something. `message_id`: of the buttons they tapped."""

    desk: Desk
    organizer: Organizer
    words: Words
    now: datetime
    arguments: str = ""
    message_id: int | None = None
    shown: str = ""
    has_picture: bool = False

    async def run(self, use_case: Callable[..., _T], *positional: object, **named: Any) -> _T:
        """The one way across from async: the use case in a thread, with database (and now)."""
        return await asyncio.to_thread(use_case, *positional, database=self.desk.database, **named)

    async def show(self, screen: Screen) -> None:
        """Answer: a tap by editing the message it was on, anything else by a new one."""
        chat_id, courier = self.organizer.telegram_id, self.desk.courier
        if self.message_id is None:
            await courier.answer(chat_id, screen)
        else:
            await courier.edit(chat_id, self.message_id, screen, has_picture=self.has_picture)
