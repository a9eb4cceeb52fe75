"""/block and /unblock, and the buttons wherever a sender is shown."""

from bot.desk import Request
from bot.screens.senders import blocked_screen, latest_senders_screen, unblocked_screen
from hotline.domain.errors import RejectedError
from hotline.usecases.block_sender import block_sender
from hotline.usecases.list_senders import list_senders
from hotline.usecases.unblock_sender import unblock_sender


async def block(request: Request) -> None:
    """`/block #412`, `/block +33612345678`; alone, it shows the latest senders."""
    if not request.arguments:
        senders = await request.run(list_senders)
        await request.show(latest_senders_screen(senders, request.words, now=request.now))
        return
    blocked = await request.run(block_sender, request.organizer, request.arguments, now=request.now)
    await request.show(blocked_screen(blocked, request.words))


async def unblock(request: Request) -> None:
    """`/unblock #412` or a number."""
    if not request.arguments:
        raise RejectedError("not_a_sender")
    unblocked = await request.run(
        unblock_sender, request.organizer, request.arguments, now=request.now
    )
    await request.show(unblocked_screen(unblocked, request.words))
