"""Taps on Confirm and Cancel under a question; by others, on Agree and Decline."""

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.act_screens import act_screen
from bot.screens.approvals import agreed_screen, asked_screen, declined_screen, overtaken_screen
from bot.screens.screen import Screen
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.proposals.act_table import Done
from hotline.usecases.proposals.approve_proposal import (
    Overtaken,
    approve_proposal,
    decline_proposal,
)
from hotline.usecases.proposals.confirm_proposal import confirm_proposal, discard_proposal
from hotline.usecases.team.change_role import RoleChanged
from hotline.usecases.team.remove_organizer import Removed
from hotline.usecases.team.show_team import read_organizer


async def confirm(request: Request) -> None:
    """A tap on Confirm: do it, or ask a second person."""
    proposal_id = id_from(request.arguments)
    done = await request.run(
        confirm_proposal, request.organizer, proposal_id, database=request.database, now=request.now
    )
    if isinstance(done, Asked):
        await request.show(asked_screen(done, request.words, now=request.now))
        return
    await request.show(act_screen(done, request.words))
    await _follow(request, done)


async def agree(request: Request) -> None:
    """A tap by a second person: agree, and so it is done."""
    proposal_id = id_from(request.arguments)
    done = await request.run(
        approve_proposal, request.organizer, proposal_id, database=request.database, now=request.now
    )
    if isinstance(done, Overtaken):
        await request.show(overtaken_screen(request.words))
        return
    await request.show(agreed_screen(request.words))
    await _follow(request, done)


async def decline(request: Request) -> None:
    """A tap by a second person: decline, and so nothing is done."""
    proposal_id = id_from(request.arguments)
    await request.run(
        decline_proposal, request.organizer, proposal_id, database=request.database, now=request.now
    )
    await request.show(declined_screen(request.words))


async def _follow(request: Request, done: Done) -> None:
    if isinstance(done, RoleChanged | Removed):
        await _follow_menu(request, done.organizer_id, is_out=isinstance(done, Removed))


async def _follow_menu(request: Request, organizer_id: int, *, is_out: bool) -> None:
    """Update the command menu: it shows only what somebody may do."""
    context = request.context
    whom = await request.run(read_organizer, organizer_id, database=request.database)
    if is_out:
        await context.command_menu.clear(whom)
    else:
        await context.command_menu.renew(whom, context.words_for(whom))


async def discard(request: Request) -> None:
    """A tap on Cancel: change nothing."""
    proposal_id = id_from(request.arguments)
    await request.run(
        discard_proposal, request.organizer, proposal_id, database=request.database, now=request.now
    )
    await request.show(Screen(request.words("proposal.discarded")))
