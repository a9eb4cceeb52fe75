"""/stats: what happened, in three lines and a picture."""

from dataclasses import replace

from bot.pictures.stats import picture_of
from bot.request import Request
from bot.screens.stats import stats_screen
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.usecases.reports.show_stats import Period, show_stats


async def stats(request: Request) -> None:
    """Show the last day; buttons lead to the other periods."""
    await _show(request, Period.DAY)


async def stats_of(request: Request) -> None:
    """A tap: `week` shows that period. If the message has a picture, it gets the new one."""
    if request.arguments not in tuple(Period):
        raise RefusedError(Refusal.NOTHING_THERE)
    await _show(request, Period(request.arguments))


async def _show(request: Request, period: Period) -> None:
    found = await request.run(show_stats, period, database=request.database, now=request.now)
    screen = stats_screen(found, request.words)
    if request.message_id is None or request.has_picture:
        screen = replace(screen, picture=await picture_of(found, request.words))
    await request.show(screen)
