"""A tap on Undo, under any act that can be taken back."""

from bot.desk import Request
from bot.handlers.ids import id_from
from bot.screens.screen import Screen
from hotline.usecases.undo_act import undo_act


async def undo(request: Request) -> None:
    """Take it back, if it is fresh and nothing has overtaken it."""
    act = await request.run(
        undo_act, request.organizer, id_from(request.arguments), now=request.now
    )
    await request.show(Screen(request.words(f"undone.{act}")))
