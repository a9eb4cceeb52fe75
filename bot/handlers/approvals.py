"""Which acts need approval by a second person: everybody may look, owners choose."""

from functools import partial

from bot.request import Request
from bot.screens.approvals import done_screen, shared_screen
from hotline.domain.approvals import Shared
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.usecases.proposals.change_approval_rule import (
    change_approval_rule,
    show_approval_rules,
)


async def share(request: Request) -> None:
    """A tap: `all` shows the list; `unplug:on` and `unplug:off` change one act."""
    which, _, switch = request.arguments.partition(":")
    if which == "all":
        found = await request.run(show_approval_rules, database=request.database)
        await request.show(shared_screen(request.organizer.role, found, request.words))
        return
    if which not in tuple(Shared) or switch not in ("on", "off"):
        raise RefusedError(Refusal.NOTHING_THERE)
    changed = await request.run(
        change_approval_rule,
        request.organizer,
        Shared(which),
        database=request.database,
        is_on=switch == "on",
        now=request.now,
    )
    screen = partial(shared_screen, request.organizer.role)
    await request.show(done_screen(changed, screen, request.words, now=request.now))
