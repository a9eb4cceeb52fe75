"""/unplug and /plug: whether texts reach our lines at all. The worker does it, a notice tells."""

from bot.request import Request
from bot.screens.lines import plugging_screen, unplug_question_screen
from hotline.usecases.lines.plug import plug
from hotline.usecases.lines.unplug import unplug


async def unplug_(request: Request) -> None:
    """`/unplug`: asks once more, and says what is lost meanwhile."""
    lines = request.context.lines
    question = await request.run(
        unplug, request.organizer, lines, database=request.database, now=request.now
    )
    await request.show(unplug_question_screen(question, request.words))


async def plug_(request: Request) -> None:
    """`/plug`: at once."""
    await request.run(
        plug, request.organizer, request.context.lines, database=request.database, now=request.now
    )
    await request.show(plugging_screen(request.words))
