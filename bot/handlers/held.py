"""/held: held replies by reason. One reply is released or dropped at once; a group asks first."""

from dataclasses import replace

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.approvals import done_screen
from bot.screens.held import held_page_screen, held_screen
from bot.screens.incidents.acts import incident_question_screen, settled_screen
from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.usecases.replies.settle_held_replies import ask_to_settle_group, settle_one
from hotline.usecases.replies.show_held import is_group, show_held, show_held_page


async def held(request: Request) -> None:
    """Show the groups."""
    groups, currency = await request.run(show_held, database=request.database, now=request.now)
    await request.show(held_screen(groups, currency, request.words))


async def held_page(request: Request) -> None:
    """A tap: `budget:2` shows the third page of a group; `all:0` shows the groups."""
    why, _, page = request.arguments.partition(":")
    if why == "all":
        await held(request)
        return
    found = await request.run(
        show_held_page, _group(why), id_from(page), database=request.database, now=request.now
    )
    await request.show(held_page_screen(found, request.words, now=request.now))


async def free_one(request: Request) -> None:
    """A tap: release one reply."""
    await _settle(request, Act.RELEASE_REPLIES)


async def drop_one(request: Request) -> None:
    """A tap: drop one reply."""
    await _settle(request, Act.DROP_REPLIES)


async def free_group(request: Request) -> None:
    """A tap: ask whether to release a group."""
    await _ask(request, Act.RELEASE_REPLIES)


async def drop_group(request: Request) -> None:
    """A tap: ask whether to drop a group."""
    await _ask(request, Act.DROP_REPLIES)


async def _settle(request: Request, act: Act) -> None:
    reply_id = id_from(request.arguments)
    settled = await request.run(
        settle_one, request.organizer, reply_id, act, database=request.database, now=request.now
    )
    await request.show(done_screen(settled, settled_screen, request.words, now=request.now))


async def _ask(request: Request, act: Act) -> None:
    why = _group(request.arguments)
    question = await request.run(
        ask_to_settle_group, request.organizer, why, act, database=request.database, now=request.now
    )
    # A message of its own: the list stays, and can still be used.
    aside = replace(request, message_id=None)
    await aside.show(incident_question_screen(question, request.words))


def _group(why: str) -> str:
    if not is_group(why):
        raise RefusedError(Refusal.NOTHING_THERE)
    return why
