"""A tap on Undo, under any act that can be undone."""

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.screen import Screen
from bot.screens.undone import budget_undone_screen, undone_screen
from hotline.domain.acts import Act
from hotline.usecases.money.change_budget import BudgetFacts
from hotline.usecases.proposals.undo_act import Undone, undo_act, whom_it_was_about
from hotline.usecases.reports.show_status import show_status
from hotline.usecases.setup.change_hotline_language import read_hotline_language
from hotline.usecases.team.show_team import read_organizer
from hotline.usecases.team.take_phone import PhoneFacts


async def undo(request: Request) -> None:
    """Undo the act, if it is recent and nothing has overtaken it."""
    audit_id = id_from(request.arguments)
    undone = await request.run(
        undo_act, request.organizer, audit_id, database=request.database, now=request.now
    )
    await request.show(await _screen(request, undone))
    if undone.act is Act.CHANGE_OWN_LANGUAGE:
        code = await request.run(read_hotline_language, database=request.database)
        request.context.hotline_language.code = code
    whom = await request.run(whom_it_was_about, audit_id, database=request.database)
    if undone.act is Act.LOCK and whom is not None:
        organizer = await request.run(read_organizer, whom, database=request.database)
        await request.context.command_menu.renew(organizer, request.context.words_for(organizer))


async def _screen(request: Request, undone: Undone) -> Screen:
    if isinstance(undone.facts, BudgetFacts):
        status = await request.run(show_status, database=request.database, now=request.now)
        return budget_undone_screen(undone.facts, status, request.words)
    whose = await _whose(request, undone)
    return undone_screen(undone, request.words, now=request.now, whose=whose)


async def _whose(request: Request, undone: Undone) -> str | None:
    """The name of who has the phone again; None: nobody in particular."""
    facts = undone.facts
    if not isinstance(facts, PhoneFacts) or facts.before_id is None:
        return None
    return (await request.run(read_organizer, facts.before_id, database=request.database)).name
