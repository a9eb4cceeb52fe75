"""Changes of chats: the bot is blocked or removed, or a group turns into a supergroup."""

import asyncio

from telegram import Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import ContextTypes

from bot.request import BotContext
from bot.routing.access import Callback
from hotline.usecases.team.mark_unreachable import mark_unreachable
from hotline.usecases.team.set_team_group import follow_group, leave_group

_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)


def follow_membership(context: BotContext) -> Callback:
    """Note that somebody blocked the bot, or that a group removed it. Telegram says so at once."""

    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        change = update.my_chat_member
        if change is None or change.new_chat_member.status not in _OUT:
            return
        use_case = mark_unreachable if change.chat.type == ChatType.PRIVATE else leave_group
        await asyncio.to_thread(
            use_case, change.chat.id, database=context.database, now=context.clock()
        )

    return handle


def follow_migration(context: BotContext) -> Callback:
    """Note the new id of a group that became a supergroup. The old group announces it."""

    async def handle(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        message = update.message
        if message is not None and message.migrate_to_chat_id is not None:
            old, new = message.chat.id, message.migrate_to_chat_id
            await asyncio.to_thread(
                follow_group, old, new, database=context.database, now=context.clock()
            )

    return handle
