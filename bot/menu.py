"""The command menu that Telegram shows, for each organizer in their language."""

import logging

from telegram import Bot, BotCommand, BotCommandScopeChat
from telegram.error import TelegramError

from bot.words import Words

log = logging.getLogger(__name__)

COMMANDS = (
    "status",
    "suspend",
    "resume",
    "block",
    "unblock",
    "reply",
    "delay",
    "budget",
    "fund",
    "held",
    "senders",
    "sender",
    "incidents",
    "unplug",
    "plug",
    "language",
    "help",
)


async def set_menu(bot: Bot, chat_id: int, words: Words) -> None:
    """Set one organizer's menu. Strangers have none: to them the bot is mute."""
    commands = [BotCommand(name, words(f"command.{name}")) for name in COMMANDS]
    try:
        await bot.set_my_commands(commands, scope=BotCommandScopeChat(chat_id))
    except TelegramError as error:
        # "chat not found" until this person has started the bot.
        log.info("a menu was not set: %s", type(error).__name__)
