"""Delivers the live cards: sends each once, with a sound, then edits it when it has changed.

**On a crash** between sending and noting it, that card is sent again. While Telegram is away, each
card is tried again after a growing wait, and then shows the state of that moment.
"""

import asyncio
import hashlib
import logging
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cached_property

from telegram.error import (
    BadRequest,
    ChatMigrated,
    EndPointNotFound,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.deliveries.delivery import Delivery
from bot.deliveries.rich_cards import RichCards
from bot.pictures.incident import draw_incident
from bot.screens.incidents.card import incident_card
from bot.screens.incidents.rich_card import rich_card
from bot.screens.screen import RichScreen, Screen
from bot.transport.messenger import is_ambiguous, is_gone, retry_after_seconds
from hotline.usecases.incidents.find_live_cards import LiveCard, find_live_cards
from hotline.usecases.incidents.record_card_delivery import (
    give_up_card,
    hush_card,
    put_off_card,
    record_card_delivery,
)
from hotline.usecases.team.set_team_group import follow_group, leave_group, report_refusing_group
from hotline.words import Words

log = logging.getLogger(__name__)

_LONGEST_WAIT = timedelta(minutes=1)
# After so many tries that may each have arrived, wait long: people should not see many copies.
_AMBIGUOUS_TRIES, _LONG_WAIT = 3, timedelta(minutes=10)
# A picture is heavy, and changes slowly.
_PICTURE_EVERY = timedelta(seconds=60)


class CardDelivery(Delivery):
    """Looks for cards that have changed, and delivers them one after the other."""

    look_seconds = 1.0

    @cached_property
    def _rich(self) -> RichCards:
        return RichCards(self._messenger, self._database, every=_PICTURE_EVERY)

    async def deliver(self) -> None:
        """Look once: deliver every card whose content differs from what people see."""
        self._outage_wait = 0.0
        now = self._clock()
        cards = await asyncio.to_thread(find_live_cards, database=self._database, now=now)
        await self.each(cards, lambda card: self._show_if_changed(card, now))

    async def _show_if_changed(self, card: LiveCard, now: datetime) -> None:
        words = Words(
            card.language or self._hotline_language.code,
            timezone=card.view.measured.settings.timezone,
        )
        screen = _screen_of(card, words, now)
        shown = _digest(screen)
        if shown != card.state.shown:
            await self._show(card, screen, shown, words, now)

    async def _show(
        self, card: LiveCard, screen: Screen | RichScreen, shown: str, words: Words, now: datetime
    ) -> None:
        try:
            if isinstance(screen, RichScreen):
                message_id, picture_at = await self._rich.show(card, screen, words, now), None
            else:
                message_id, picture_at = await self._show_plain(card, screen, words, now)
        except InvalidToken:
            raise
        except TelegramError as error:
            await self._cope(card, error, now)
            return
        await asyncio.to_thread(
            record_card_delivery,
            card.state,
            message_id=message_id,
            shown=shown,
            picture_at=picture_at,
            database=self._database,
            now=now,
        )

    async def _show_plain(
        self, card: LiveCard, screen: Screen, words: Words, now: datetime
    ) -> tuple[int, datetime | None]:
        """(message, when its picture was made)."""
        picture_at = card.state.picture_at
        may_have_picture = card.state.message_id is None or picture_at is not None
        if may_have_picture and (picture_at is None or now - picture_at >= _PICTURE_EVERY):
            picture = await draw_incident(
                card.view.incident, words, database=self._database, now=now
            )
            screen = replace(screen, picture=picture)
            picture_at = now if screen.picture else picture_at
        await self._messenger.pace.turn(card.chat_id)
        message_id = await self._deliver(card, screen)
        if message_id != card.state.message_id:
            picture_at = now if screen.picture else None
        return message_id, picture_at

    async def _deliver(self, card: LiveCard, screen: Screen) -> int:
        chat_id, state = card.chat_id, card.state
        if state.message_id is None:
            return await self._messenger.send_once(
                chat_id, screen, is_loud=state.is_loud, thread_id=card.thread_id
            )
        has_picture = state.picture_at is not None
        return await self._messenger.replace_once(
            chat_id, state.message_id, screen, has_picture=has_picture, thread_id=card.thread_id
        )

    async def _cope(self, card: LiveCard, error: TelegramError, now: datetime) -> None:
        state = card.state
        if isinstance(error, ChatMigrated):
            new_id = error.new_chat_id
            await asyncio.to_thread(
                follow_group, card.chat_id, new_id, database=self._database, now=now
            )
            return
        # The plain card goes on: a rich one that is refused, or was deleted, is not tried again.
        is_refused = isinstance(error, BadRequest | EndPointNotFound)
        if isinstance(error, Forbidden) or is_gone(error) or (state.is_rich and is_refused):
            await self._give_up(card, now)
            return
        wait = min(timedelta(seconds=2 * 2 ** min(state.tries, 6)), _LONGEST_WAIT)
        if isinstance(error, BadRequest) and state.organizer_id is None:
            # It will be refused again: a topic is closed, or the bot may not write there.
            wait = _LONG_WAIT
            await asyncio.to_thread(report_refusing_group, database=self._database, now=now)
        if isinstance(error, RetryAfter):
            wait = timedelta(seconds=retry_after_seconds(error))
            self._messenger.pace.hold(card.chat_id, wait.total_seconds())
        if isinstance(error, NetworkError) and is_ambiguous(error):
            if state.tries >= _AMBIGUOUS_TRIES:
                wait = _LONG_WAIT
            # It may have arrived with its sound: later tries make none.
            await asyncio.to_thread(hush_card, state, database=self._database, now=now)
        log.warning("a card waits: %s", type(error).__name__)
        await asyncio.to_thread(put_off_card, state, wait=wait, database=self._database, now=now)

    async def _give_up(self, card: LiveCard, now: datetime) -> None:
        if card.state.organizer_id is None:
            # The group removed the bot: everybody is told, and their private cards go on.
            await asyncio.to_thread(leave_group, card.chat_id, database=self._database, now=now)
        else:
            await asyncio.to_thread(give_up_card, card.state, database=self._database, now=now)


def _screen_of(card: LiveCard, words: Words, now: datetime) -> Screen | RichScreen:
    if card.state.is_rich:
        return rich_card(card.view, card.busiest, words, now=now, role=card.role)
    return incident_card(card.view, words, now=now, role=card.role)


def _digest(screen: Screen | RichScreen) -> str:
    says = screen.text if isinstance(screen, Screen) else f"{screen.top}{screen.below}"
    buttons = [f"{button.label} {button.data}" for row in screen.rows for button in row]
    return hashlib.sha256("\n".join([says, *buttons]).encode()).hexdigest()
