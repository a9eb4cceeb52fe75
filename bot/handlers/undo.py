"""A tap on Undo, under any act that can be undone."""

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.screen import Screen
from hotline.domain.acts import Act
from hotline.usecases.proposals.undo_act import undo_act, whom_it_was_about
from hotline.usecases.reports.show_status import show_status
from hotline.usecases.setup.change_hotline_language import read_hotline_language
from hotline.usecases.team.show_team import read_organizer


async def undo(request: Request) -> None:
    """Undo the act, if it is recent and nothing has overtaken it."""
    audit_id = id_from(request.arguments)
    act = await request.run(
        undo_act, request.organizer, audit_id, database=request.database, now=request.now
    )
    await request.show(Screen(request.words(f"undone.{act}", **await _values(request))))
    if act is Act.CHANGE_OWN_LANGUAGE:
        code = await request.run(read_hotline_language, database=request.database)
        request.context.hotline_language.code = code
    whom = await request.run(whom_it_was_about, audit_id, database=request.database)
    if act is Act.LOCK and whom is not None:
        organizer = await request.run(read_organizer, whom, database=request.database)
        await request.context.command_menu.renew(organizer, request.context.words_for(organizer))


async def _values(request: Request) -> dict[str, str]:
    """What the settings are again, for the sentences that say it."""
    found = await request.run(show_status, database=request.database, now=request.now)
    settings, words = found.settings, request.words
    return {
        "day": words.money(settings.budget.day_micros, settings.currency),
        "total": words.money(settings.budget.total_micros, settings.currency),
        "delay": words.duration(settings.delay),
    }
