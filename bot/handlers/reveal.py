"""/reveal: shows a sender's number to owners, for a stated reason, for a minute."""

from bot.handlers.ids import id_from
from bot.handlers.prompts import ask_for
from bot.request import Request
from bot.screens.reveal import revealed_screen, revealing_screen, why_screen
from bot.screens.screen import Screen
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.usecases.senders.reveal_number import Why, ask_reveal, reveal_number


async def reveal(request: Request) -> None:
    """`/reveal #412`: ask why. Alone: ask whose number."""
    if not request.arguments:
        await ask_for(request, "reveal")
        return
    target = (
        request.arguments.split()[0] if request.arguments.startswith("#") else request.arguments
    )
    sender_id = await request.run(
        ask_reveal, request.organizer, target, database=request.database, now=request.now
    )
    await request.show(why_screen(sender_id, request.words))


async def reveal_for(request: Request) -> None:
    """A tap: `412:danger` shows the number of sender 412 for that reason.

    The message is registered for deletion before it holds the number, so that a crash cannot leave
    the number in the chat.
    """
    handle, _, why = request.arguments.partition(":")
    if why not in tuple(Why):
        raise RefusedError(Refusal.NOTHING_THERE)
    sender_id, messenger, chat_id = (
        id_from(handle),
        request.context.messenger,
        request.organizer.telegram_id,
    )
    message_id = await messenger.send_once(chat_id, revealing_screen(request.words), is_loud=False)
    try:
        found = await request.run(
            reveal_number,
            request.organizer,
            sender_id,
            Why(why),
            message_id,
            database=request.database,
            now=request.now,
        )
    except BaseException:
        await messenger.delete(chat_id, message_id)
        raise
    if not await messenger.show_vanishing(
        chat_id, message_id, revealed_screen(found, request.words)
    ):
        await messenger.delete(chat_id, message_id)
        await request.show(Screen(request.words("reveal.again", handle=f"#{found.sender_id}")))
        return
    await request.show(Screen(request.words("reveal.shown", handle=f"#{found.sender_id}")))
