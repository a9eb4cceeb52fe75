"""/status: the state of the hotline at a glance."""

from bot.request import Request
from bot.screens.status import status_screen
from hotline.usecases.reports.show_status import show_status


async def status(request: Request) -> None:
    """Show mode, traffic, money, and which parts are alive."""
    found = await request.run(show_status, database=request.database, now=request.now)
    await request.show(status_screen(found, request.words, now=request.now))
