"""Taps on Confirm and Cancel, under whatever asks once more; on Agree and Decline by others."""

from collections.abc import Callable
from typing import Any

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.approvals import agreed_screen, asked_screen, declined_screen, overtaken_screen
from bot.screens.budget import budget_changed_screen, price_fixed_screen, released_screen
from bot.screens.currency import currency_changed_screen
from bot.screens.incident_acts import blocked_many_screen, dismissed_screen, settled_screen
from bot.screens.lines import pointing_screen, unplugging_screen
from bot.screens.screen import Screen
from bot.screens.team import removed_screen, role_changed_screen
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.incidents.block_incident_senders import BlockedMany
from hotline.usecases.incidents.dismiss_incident import Dismissed
from hotline.usecases.lines.set_line_webhooks import Pointed
from hotline.usecases.lines.unplug import Unplugged
from hotline.usecases.money.change_budget import BudgetChanged
from hotline.usecases.money.change_currency import CurrencyChanged
from hotline.usecases.money.fix_price import PriceFixed
from hotline.usecases.proposals.act_table import Done
from hotline.usecases.proposals.approve_proposal import (
    Overtaken,
    approve_proposal,
    decline_proposal,
)
from hotline.usecases.proposals.confirm_proposal import confirm_proposal, discard_proposal
from hotline.usecases.replies.release_held_for_budget import Released
from hotline.usecases.replies.settle_held_replies import Settled
from hotline.usecases.team.change_role import RoleChanged
from hotline.usecases.team.remove_organizer import Removed
from hotline.usecases.team.show_team import read_organizer
from hotline.words import Words

# What was done, shown; what the worker is to do brings nothing back.
_SCREENS: dict[type, Callable[[Any, Words], Screen]] = {
    Unplugged: lambda _, words: unplugging_screen(words),
    Pointed: lambda _, words: pointing_screen(words),
    CurrencyChanged: currency_changed_screen,
    BudgetChanged: budget_changed_screen,
    PriceFixed: price_fixed_screen,
    Released: released_screen,
    BlockedMany: blocked_many_screen,
    Settled: settled_screen,
    Dismissed: dismissed_screen,
    RoleChanged: role_changed_screen,
    Removed: removed_screen,
}


async def confirm(request: Request) -> None:
    """Do it, or ask a second person."""
    proposal_id = id_from(request.arguments)
    done = await request.run(
        confirm_proposal, request.organizer, proposal_id, database=request.database, now=request.now
    )
    if isinstance(done, Asked):
        await request.show(asked_screen(done, request.words, now=request.now))
        return
    await request.show(_SCREENS[type(done)](done, request.words))
    await _follow(request, done)


async def agree(request: Request) -> None:
    """A second person: it is done."""
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
    """A second person: it is not done."""
    proposal_id = id_from(request.arguments)
    await request.run(
        decline_proposal, request.organizer, proposal_id, database=request.database, now=request.now
    )
    await request.show(declined_screen(request.words))


async def _follow(request: Request, done: Done) -> None:
    if isinstance(done, RoleChanged | Removed):
        await _follow_menu(request, done.organizer_id, is_out=isinstance(done, Removed))


async def _follow_menu(request: Request, organizer_id: int, *, is_out: bool) -> None:
    """The menu shows what somebody may do."""
    context = request.context
    whom = await request.run(read_organizer, organizer_id, database=request.database)
    if is_out:
        await context.menus.clear(whom)
    else:
        await context.menus.renew(whom, context.words_for(whom))


async def discard(request: Request) -> None:
    """Leave all as it is."""
    proposal_id = id_from(request.arguments)
    await request.run(
        discard_proposal, request.organizer, proposal_id, database=request.database, now=request.now
    )
    await request.show(Screen(request.words("proposal.discarded")))
