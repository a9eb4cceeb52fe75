"""/unplug and /plug: whether texts reach our lines at all. The worker acts, a notice tells."""

from bot.request import Request
from bot.screens.lines import plugging_screen, unplug_question_screen
from hotline.usecases.lines.plug import plug
from hotline.usecases.lines.unplug import unplug


async def unplug_(request: Request) -> None:
    """`/unplug`: ask first, and say what is lost while the lines are unplugged."""
    lines = request.context.lines
    question = await request.run(
        unplug, request.organizer, lines, database=request.database, now=request.now
    )
    await request.show(unplug_question_screen(question, request.words))


async def plug_(request: Request) -> None:
    """`/plug`: plug the lines in at once, without a question."""
    plugging = await request.run(
        plug, request.organizer, request.context.lines, database=request.database, now=request.now
    )
    await request.show(plugging_screen(plugging, request.words))
