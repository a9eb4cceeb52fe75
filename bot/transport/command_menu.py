"""The command menu that Telegram shows: what each organizer may do, in their language."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.command_list import commands_of
from hotline.domain.people import Organizer
from hotline.words import Words

log = logging.getLogger(__name__)


class CommandMenu:
    """Sets and clears command menus. Strangers have none: to them the bot is silent."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def renew(self, organizer: Organizer, words: Words) -> None:
        """Set one organizer's command menu, by role and language."""
        commands = [
            BotCommand(words.command(name), words(f"command.{name}"))
            for name in commands_of(organizer.role)
        ]
        scope = BotCommandScopeChat(organizer.telegram_id)
        try:
            await self._bot.set_my_commands(commands, scope=scope)
        except TelegramError as error:
            # "chat not found" until this person has started the bot.
            log.info("a menu was not set: %s", type(error).__name__)

    async def clear(self, organizer: Organizer) -> None:
        """Clear the command menu of somebody who was removed or locked."""
        try:
            await self._bot.delete_my_commands(scope=BotCommandScopeChat(organizer.telegram_id))
        except TelegramError as error:
            log.info("a menu was not cleared: %s", type(error).__name__)
