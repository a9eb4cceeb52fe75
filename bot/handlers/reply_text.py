"""/reply: show the reply text, or change it after a preview."""

from bot.desk import Request
from bot.handlers.ids import id_from
from bot.screens.reply_text import current_text_screen, kept_screen, preview_screen
from bot.screens.screen import Screen
from bot.screens.two_people import asked_screen
from hotline.usecases.ask_second import Asked
from hotline.usecases.close_draft import confirm_draft, discard_draft
from hotline.usecases.draft_reply_text import draft_reply_text, respell_draft
from hotline.usecases.show_reply_text import show_reply_text


async def reply(request: Request) -> None:
    """`/reply` shows; `/reply NEW TEXT` previews."""
    if not request.arguments:
        current = await request.run(show_reply_text, now=request.now)
        await request.show(current_text_screen(current, request.words, now=request.now))
        return
    preview = await request.run(
        draft_reply_text, request.organizer, request.arguments, now=request.now
    )
    await request.show(preview_screen(preview, request.words))


async def keep_draft(request: Request) -> None:
    """A tap on Confirm."""
    draft_id = id_from(request.arguments)
    kept = await request.run(confirm_draft, request.organizer, draft_id, now=request.now)
    if isinstance(kept, Asked):
        await request.show(asked_screen(kept, request.words, now=request.now))
    else:
        await request.show(kept_screen(kept.audit_id, request.words))


async def respell(request: Request) -> None:
    """A tap on the cheaper spelling: a new preview."""
    draft_id = id_from(request.arguments)
    preview = await request.run(respell_draft, request.organizer, draft_id, now=request.now)
    await request.show(preview_screen(preview, request.words))


async def discard(request: Request) -> None:
    """A tap on Cancel."""
    draft_id = id_from(request.arguments)
    await request.run(discard_draft, request.organizer, draft_id, now=request.now)
    await request.show(Screen(request.words("reply.discarded")))
