"""Messages that left our lines and that nobody here knows: an owner looks, and counts them in."""

from bot.request import Request
from bot.screens.unmatched import adopted_screen, unmatched_screen
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.usecases.replies.adopt_messages import adopt_messages, show_unmatched


async def unmatched(request: Request) -> None:
    """A tap: `look` shows them, `adopt` counts what they cost."""
    if request.arguments == "look":
        found = await request.run(
            show_unmatched, request.organizer, database=request.database, now=request.now
        )
        await request.show(unmatched_screen(found, request.words, now=request.now))
        return
    if request.arguments != "adopt":
        raise RefusedError(Refusal.NOTHING_THERE)
    adopted = await request.run(
        adopt_messages, request.organizer, database=request.database, now=request.now
    )
    await request.show(adopted_screen(adopted, request.words))
