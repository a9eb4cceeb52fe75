"""The reply text on one's own handset: the number is typed once, and vanishes from the chat."""

from bot.request import Request
from bot.screens.screen import Screen
from hotline.usecases.reply_texts.preview_text import preview_text


async def send(request: Request) -> None:
    """What was written after a tap: `en: 06 12 34 56 78`."""
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
