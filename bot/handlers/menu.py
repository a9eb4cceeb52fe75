"""/menu: every command as a button."""

from bot.request import Request
from bot.screens.menu import menu_screen, more_screen
from hotline.usecases.reports.show_status import show_status


async def menu(request: Request) -> None:
    """Show the commands used most; `more` shows the rest."""
    if request.arguments == "more":
        await request.show(more_screen(request.organizer, request.words))
        return
    status = await request.run(show_status, database=request.database, now=request.now)
    await request.show(menu_screen(status, request.organizer, request.words, now=request.now))
