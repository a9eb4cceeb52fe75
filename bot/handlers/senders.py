"""/senders and /sender: who sends most now, and one sender's history."""

from bot.handlers.ids import id_from
from bot.handlers.prompts import ask_for
from bot.request import Request
from bot.screens.sender_detail import (
    busy_screen,
    no_text_screen,
    sender_detail_screen,
    text_screen,
)
from hotline.usecases.senders.list_busy_senders import list_busy_senders
from hotline.usecases.senders.show_sender import read_text, show_sender
from hotline.usecases.team.change_alerts import show_alerts


async def senders(request: Request) -> None:
    """Show the busiest senders of the last hour."""
    await _page(request, 0)


async def senders_page(request: Request) -> None:
    """A tap: `all:2` shows the third page."""
    await _page(request, id_from(request.arguments.rpartition(":")[2]))


async def sender(request: Request) -> None:
    """`/sender #412`, or a number: show that sender. Alone: ask which one."""
    if not request.arguments:
        await ask_for(request, "sender")
        return
    detail = await request.run(
        show_sender, request.arguments, database=request.database, now=request.now
    )
    alerts = await request.run(show_alerts, request.organizer, database=request.database)
    screen = sender_detail_screen(
        detail, request.words, now=request.now, reads_texts=alerts.sees_texts
    )
    await request.show(screen)


async def read(request: Request) -> None:
    """A tap: `412:0` shows the newest of their texts, behind a spoiler."""
    handle, _, place = request.arguments.partition(":")
    found = await request.run(
        read_text,
        request.organizer,
        f"#{id_from(handle)}",
        id_from(place),
        database=request.database,
        now=request.now,
    )
    if found is None:
        await request.show(no_text_screen(id_from(handle), request.words))
    else:
        await request.show(text_screen(found, request.words, now=request.now))


async def _page(request: Request, page: int) -> None:
    found = await request.run(list_busy_senders, page, database=request.database, now=request.now)
    await request.show(busy_screen(found, request.words))
