"""Shows rich cards, and remembers their pictures, which every edit must name again.

The memory is the process's own: after a restart each picture is drawn and sent anew.
"""

import logging
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from telegram.error import BadRequest

from bot.pictures.incident import draw_incident
from bot.screens.screen import RichScreen
from bot.transport.messenger import Messenger
from bot.transport.rich_messages import SentRich
from hotline.store.database import Database
from hotline.usecases.incidents.find_live_cards import LiveCard
from hotline.words import Words

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Picture:
    """A picture that Telegram has. `file_id` None: Telegram takes none from us here."""

    file_id: str | None
    drawn_at: datetime


class RichCards:
    """The rich cards of one bot."""

    def __init__(self, messenger: Messenger, database: Database, *, every: timedelta) -> None:
        """`every`: how often a picture is drawn anew."""
        self._messenger, self._database, self._every = messenger, database, every
        self._pictures: dict[int, _Picture] = {}

    async def show(self, card: LiveCard, screen: RichScreen, words: Words, now: datetime) -> int:
        """Send or edit the card, once, and return the id of its message. Raises TelegramError."""
        known = self._pictures.get(card.state.id)
        is_fresh = known is not None and now - known.drawn_at < self._every
        if known is not None and (is_fresh or known.file_id is None):
            return (await self._deliver(card, replace(screen, picture=known.file_id))).message_id
        picture = await draw_incident(card.view.incident, words, database=self._database, now=now)
        try:
            sent = await self._deliver(card, replace(screen, picture=picture))
        except BadRequest:
            # A server of the Bot API before 10.2 takes no pictures here.
            sent = await self._deliver(card, screen)
            log.warning("a rich card is shown without its picture")
        self._pictures[card.state.id] = _Picture(sent.picture_id, now)
        return sent.message_id

    async def _deliver(self, card: LiveCard, screen: RichScreen) -> SentRich:
        await self._messenger.pace.turn(card.chat_id)
        if card.state.message_id is None:
            return await self._messenger.rich.send(card.chat_id, screen)
        sent = SentRich(card.state.message_id)
        return await self._messenger.rich.edit(card.chat_id, sent, screen)
