"""Builds the python-telegram-bot application, without its updater, and takes updates in."""

import asyncio
import logging

from sqlalchemy.exc import SQLAlchemyError
from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    ChatMemberHandler,
    CommandHandler,
    ContextTypes,
    MessageHandler,
    filters,
)
from telegram.request import HTTPXRequest

from bot.request import BotContext, Request
from bot.routing.access import Handler, Where, for_organizers, for_taps
from bot.routing.commands import HANDLERS
from bot.routing.free_text import free_text
from bot.routing.membership import follow_membership, follow_migration
from bot.routing.strangers import Strangers, brings_invitation
from bot.routing.taps import tap
from bot.routing.unknown import elsewhere, unknown_command
from bot.transport.poller import NotHandledError
from hotline.domain.numbers import holds_number
from hotline.settings import Settings
from hotline.store.handled_updates import mark_handled, was_handled
from hotline.usecases.team.expect_text import expect_nothing
from hotline.words import typed_commands

log = logging.getLogger(__name__)

_CONNECT_SECONDS = 5.0
_CALLS_AT_ONCE = 16
# What senders are to read may hold a number, such as that of a helpline.
_TAKES_TEXTS = ("reply",)


def build_application(settings: Settings) -> Application:
    """The application with its connections. `add_handlers` gives it its handlers."""
    base = settings.telegram_api_url
    return (
        ApplicationBuilder()
        .token(settings.telegram_bot_token)
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
        .request(HTTPXRequest(_CALLS_AT_ONCE, connect_timeout=_CONNECT_SECONDS, pool_timeout=5.0))
        # Several: a poll that hangs would otherwise keep the only connection for ever.
        .get_updates_request(HTTPXRequest(4, connect_timeout=_CONNECT_SECONDS, pool_timeout=5.0))
        .updater(None)
        .build()
    )


def add_handlers(application: Application, bot_context: BotContext) -> None:
    """Register the handlers: commands, taps, changes of chats, and free text for the rest."""
    new_messages = filters.UpdateType.MESSAGE
    for name, handler in HANDLERS.items():
        where = Where.ANYWHERE if name == "here" else Where.TEAM
        takes_numbers = name not in _TAKES_TEXTS
        afresh = _afresh(handler, takes_numbers)
        callback = for_organizers(bot_context, afresh, where, elsewhere=elsewhere)
        typed = [name, *(word for word, what in typed_commands().items() if what == name)]
        application.add_handler(CommandHandler(typed, callback, filters=new_messages))
    unknown = for_organizers(bot_context, unknown_command(HANDLERS))
    is_command = filters.Regex(r"^/[^\W_]")
    application.add_handler(MessageHandler(new_messages & is_command, unknown))
    application.add_handler(CallbackQueryHandler(for_taps(bot_context, tap)))
    application.add_handler(ChatMemberHandler(follow_membership(bot_context)))
    application.add_handler(
        MessageHandler(filters.StatusUpdate.MIGRATE, follow_migration(bot_context))
    )
    rest = for_organizers(bot_context, free_text, Where.PRIVATE)
    # What nobody said (a pinned message, a timer, a photo of the chat) is not answered.
    said = filters.TEXT | filters.ATTACHMENT
    application.add_handler(MessageHandler(new_messages & said, rest))


def _afresh(handler: Handler, takes_numbers: bool) -> Handler:
    """A command cancels the free text that a button was waiting for.

    A number that was typed does not stay in the chat, whatever became of the command.
    """

    async def handle(request: Request) -> None:
        await request.run(expect_nothing, request.organizer, database=request.database)
        try:
            await handler(request)
        finally:
            if takes_numbers and holds_number(request.arguments):
                await request.forget_what_was_said()

    return handle


class UpdateIntake:
    """Takes updates in: each once, in order within a chat, chats side by side."""

    def __init__(self, application: Application, bot_context: BotContext) -> None:
        self._application = application
        self._bot_context = bot_context
        self._lines: dict[int, asyncio.Lock] = {}
        self._strangers = Strangers(bot_context.database)
        self._failed: set[int] = set()
        # Answered, but the mark could not be written: only the mark is missing.
        self._answered: set[int] = set()
        application.add_error_handler(self._note_error)

    async def handle(self, update: Update) -> None:
        """Handle one update, unless its mark says that it was handled before a crash.

        Who is on the team goes first. Raises NotHandledError if the store was away: then the update
        must come again.
        """
        if await self._strangers.is_one(update):
            if not brings_invitation(update):
                return
            # In one line, so that no flood of them takes the store from the team.
            async with self._strangers.line:
                await self._take_in(update)
            self._strangers.forget()
            return
        await self._take_in(update)

    async def _take_in(self, update: Update) -> None:
        chat_id = update.effective_chat.id if update.effective_chat else 0
        line = self._lines.setdefault(chat_id, asyncio.Lock())
        async with line:
            if update.update_id not in self._answered:
                if await asyncio.to_thread(self._was_handled, update.update_id):
                    return
                await self._process(update)
            await asyncio.to_thread(self._mark, update.update_id)
            self._answered.discard(update.update_id)
        if not line.locked():
            self._lines.pop(chat_id, None)

    async def _process(self, update: Update) -> None:
        corrected = self._corrected(update)
        if corrected is not None:
            await self._application.process_update(corrected)
        if update.update_id in self._failed:
            self._failed.discard(update.update_id)
            raise NotHandledError
        self._answered.add(update.update_id)

    def _corrected(self, update: Update) -> Update | None:
        """The update to process. An edited message is read as a new one, if it was not understood
        before; otherwise it was obeyed already, and is left.
        """
        message = update.edited_message
        if message is None:
            return update
        if not message.text:
            # A live location is edited for hours.
            return None
        if not self._bot_context.not_understood.take(message.chat_id, message.message_id):
            return None
        return Update(update.update_id, message=message)

    async def _note_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if isinstance(update, Update) and isinstance(context.error, SQLAlchemyError):
            self._failed.add(update.update_id)
            return
        log.error("an update failed: %s", type(context.error).__name__, exc_info=context.error)

    def _was_handled(self, update_id: int) -> bool:
        with self._bot_context.database.transaction() as connection:
            return was_handled(connection, update_id)

    def _mark(self, update_id: int) -> None:
        with self._bot_context.database.transaction() as connection:
            mark_handled(connection, update_id, self._bot_context.clock())
