"""/stats: what happened, in three lines and a picture."""

import asyncio
import logging
from dataclasses import replace

from bot.desk import Request
from bot.pictures.stats import draw_stats
from bot.screens.stats import stats_screen
from bot.words import Words
from hotline.domain.errors import RefusedError
from hotline.usecases.show_stats import Period, Stats, show_stats

log = logging.getLogger(__name__)


async def stats(request: Request) -> None:
    """The last day; the others by a tap."""
    await _show(request, Period.DAY)


async def stats_of(request: Request) -> None:
    """A tap: `week`. A message that has a picture gets the new one."""
    if request.arguments not in tuple(Period):
        raise RefusedError("nothing_there")
    await _show(request, Period(request.arguments))


async def picture_of(stats: Stats, words: Words) -> bytes | None:
    """None if there is nothing to see, or it cannot be drawn: the figures are what matters."""
    if not any(span.messages for span in stats.spans):
        return None
    try:
        return await asyncio.to_thread(
            draw_stats, stats.spans, unit=stats.unit, timezone=stats.timezone, words=words
        )
    except Exception:
        log.exception("the picture was not drawn")
        return None


async def _show(request: Request, period: Period) -> None:
    found = await request.run(show_stats, period, now=request.now)
    screen = stats_screen(found, request.words)
    if request.message_id is None or request.has_picture:
        screen = replace(screen, picture=await picture_of(found, request.words))
    await request.show(screen)
