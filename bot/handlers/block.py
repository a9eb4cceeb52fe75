"""/block and /unblock, and their buttons wherever a sender is shown."""

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.senders import (
    block_question_screen,
    blocked_screen,
    blocked_senders_screen,
    latest_senders_screen,
    unblocked_screen,
    unblocked_several_screen,
)
from hotline.usecases.senders.block_sender import Blocked
from hotline.usecases.senders.list_senders import list_blocked, list_senders
from hotline.usecases.senders.order_block import order_block, order_unblock
from hotline.usecases.senders.unblock_sender import Unblocked


async def block(request: Request) -> None:
    """Block senders; alone, list the latest senders.

    `/block #412`, `/block 06 12 34 56 78 24h why`; `/block #3, #2 et #7` asks first.
    """
    if not request.arguments:
        senders = await request.run(list_senders, database=request.database)
        await request.show(latest_senders_screen(senders, request.words, now=request.now))
        return
    done = await request.run(
        order_block,
        request.organizer,
        request.arguments,
        database=request.database,
        now=request.now,
    )
    if isinstance(done, Blocked):
        await request.show(blocked_screen(done, request.words, now=request.now))
    else:
        await request.show(block_question_screen(done, request.words, now=request.now))


async def unblock(request: Request) -> None:
    """`/unblock #412`, a number, or several. Alone: list the blocked senders, the latest first."""
    if not request.arguments:
        await _show_blocked(request, 0)
        return
    done = await request.run(
        order_unblock,
        request.organizer,
        request.arguments,
        database=request.database,
        now=request.now,
    )
    if isinstance(done, Unblocked):
        await request.show(unblocked_screen(done, request.words))
    else:
        await request.show(unblocked_several_screen(done, request.words))


async def blocked_page(request: Request) -> None:
    """A tap: `all:2` shows the third page of blocked senders."""
    await _show_blocked(request, id_from(request.arguments.rpartition(":")[2]))


async def _show_blocked(request: Request, page: int) -> None:
    found, page, pages = await request.run(list_blocked, page, database=request.database)
    await request.show(blocked_senders_screen(found, page, pages, request.words, now=request.now))
