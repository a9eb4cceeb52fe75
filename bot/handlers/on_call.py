"""/oncall and /test: who has the phone tonight, and whether it rings."""

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.on_call import phone_screen, phone_taken_screen, rung_screen
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.usecases.team.ring_own_phone import ring_own_phone
from hotline.usecases.team.show_team import read_organizer
from hotline.usecases.team.take_phone import show_phone, take_phone


async def oncall(request: Request) -> None:
    """Show who has the phone, with a button to take it or to hand it over."""
    found = await request.run(show_phone, database=request.database, now=request.now)
    await request.show(phone_screen(found, request.organizer, request.words, now=request.now))


async def phone(request: Request) -> None:
    """A tap: `3:morning` gives the phone to organizer 3, `0:open` to nobody in particular."""
    whom, _, until = request.arguments.partition(":")
    if until not in ("morning", "open"):
        raise RefusedError(Refusal.NOTHING_THERE)
    taken = await request.run(
        take_phone,
        request.organizer,
        id_from(whom) or None,
        until_morning=until == "morning",
        database=request.database,
        now=request.now,
    )
    name = None
    if taken.whom_id is not None:
        name = (await request.run(read_organizer, taken.whom_id, database=request.database)).name
    is_own = taken.whom_id == request.organizer.id
    screen = phone_taken_screen(taken, name, request.words, now=request.now, is_own=is_own)
    await request.show(screen)


async def test(request: Request) -> None:
    """Ring one's own phone, now, and try the second way."""
    would_sound = await request.run(
        ring_own_phone, request.organizer, database=request.database, now=request.now
    )
    await request.show(rung_screen(request.words, would_sound=would_sound))
