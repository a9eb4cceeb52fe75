"""The bot in one's hand without a network: what one writes and taps, and what one sees then.

Handlers, use cases and the store are the real ones; only Telegram is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.error_answers import answer_failure
from bot.request import BotContext, HotlineLanguage, Request
from bot.routing.commands import HANDLERS
from bot.routing.taps import tap
from bot.screens.back_button import way_back_of
from bot.screens.screen import RichScreen, Screen
from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.usecases.team.show_team import read_organizer
from hotline.words import Html
from tests.support.cast import LINE


@dataclass
class Seen:
    """A message in the chat, as it is now."""

    id: int
    screen: Screen

    @property
    def text(self) -> str:
        return self.screen.text

    @property
    def buttons(self) -> list[str]:
        return [button.data for row in self.screen.rows for button in row]


class Chat:
    """Keeps what the bot says, by chat: it stands in for `Messenger`."""

    def __init__(self) -> None:
        self.seen: dict[int, list[Seen]] = {}
        self._last_id = 0
        # Rich messages go the same way.
        self.rich = self

    async def answer(self, chat_id: int, screen: Screen) -> None:
        self._last_id += 1
        self.seen.setdefault(chat_id, []).append(Seen(self._last_id, screen))

    async def edit(
        self, chat_id: int, message_id: int, screen: Screen, *, has_picture: bool = False
    ) -> None:
        (shown,) = [one for one in self.seen[chat_id] if one.id == message_id]
        shown.screen = screen

    async def delete(self, chat_id: int, message_id: int) -> bool:
        return True

    async def delete_once(self, chat_id: int, message_id: int) -> None:
        pass

    async def send_once(self, chat_id: int, screen: Screen, **_: Any) -> int:
        await self.answer(chat_id, screen)
        return self._last_id

    async def show_vanishing(self, chat_id: int, message_id: int, screen: Screen) -> bool:
        return True

    async def try_to_send(self, chat_id: int, screen: RichScreen) -> bool:
        await self.answer(chat_id, Screen(Html(screen.top + screen.below), screen.rows))
        return True

    async def show_typing(self, chat_id: int) -> None:
        pass


class NoMenu:
    """Stands in for `CommandMenu`."""

    async def renew(self, *_: Any) -> None:
        pass

    async def clear(self, *_: Any) -> None:
        pass


def bot_context(database: Database, clock: Callable[[], datetime]) -> BotContext:
    """A bot that speaks to a `Chat`."""
    return BotContext(
        database=database,
        messenger=Chat(),
        clock=clock,
        hotline_language=HotlineLanguage("fr"),
        timezone="Europe/Paris",
        lines=(LINE,),
        command_menu=NoMenu(),
        bot_name="antirelou_bot",
    )


class Phone:
    """One person's phone."""

    def __init__(self, context: BotContext, who: Organizer) -> None:
        self._context, self._who = context, who

    @property
    def chat(self) -> list[Seen]:
        return self._context.messenger.seen.setdefault(self._who.telegram_id, [])

    async def write(self, command: str, arguments: str = "") -> Seen:
        """Write a command; the newest message then."""
        await self._ask(HANDLERS[command], self._request(arguments, said_id=1))
        return self.chat[-1]

    async def tap(self, shown: Seen, data: str) -> Seen:
        """Tap the button with this data, also if it is no longer there; what answers.

        The same message, edited; or the newest, if a new one came.
        """
        before = len(self.chat)
        request = self._request(
            data,
            tapped=data,
            tapped_id=shown.id,
            message_id=shown.id,
            has_picture=shown.screen.picture is not None,
            way_back=way_back_of(shown.buttons),
        )
        await self._ask(tap, request)
        return self.chat[-1] if len(self.chat) > before else shown

    def _request(self, arguments: str, **more: Any) -> Request:
        who = read_organizer(self._who.id, database=self._context.database)
        who = replace(who, name=self._who.name)
        words, now = self._context.words_for(who), self._context.clock()
        return Request(self._context, who, words, now, who.telegram_id, arguments, **more)

    async def _ask(self, handler: Callable[[Request], Any], request: Request) -> None:
        try:
            await handler(request)
        except Exception as error:
            await answer_failure(request, error)
