"""Sends the reply text to one's own handset. The number is typed once, then deleted."""

from bot.request import Request
from bot.screens.screen import Screen
from hotline.usecases.reply_texts.preview_text import preview_text


async def send(request: Request) -> None:
    """Free text after a tap: `en: 06 12 34 56 78`. That message is deleted first."""
    await request.forget_what_was_said()
    language, _, number = request.arguments.partition(": ")
    found = await request.run(
        preview_text,
        request.organizer,
        language,
        number,
        request.context.lines,
        database=request.database,
        now=request.now,
    )
    amount = request.words.money(found.micros, found.currency)
    await request.show(Screen(request.words("handset.asked", amount=amount)))
