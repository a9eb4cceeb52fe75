"""/team, /invite, /lock: who is on the team, who is invited, who is locked."""

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.approvals import asked_screen, done_screen
from bot.screens.screen import Screen
from bot.screens.team import (
    invitation_screen,
    invite_screen,
    lock_screen,
    locked_screen,
    member_screen,
    team_question_screen,
    team_screen,
    unlocked_screen,
)
from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.team.ask_team_act import ask_team_act
from hotline.usecases.team.invite import invite, withdraw_invitation
from hotline.usecases.team.lock_organizer import lock_organizer, unlock_organizer
from hotline.usecases.team.show_team import show_member, show_team


async def team(request: Request) -> None:
    """Show the members and the open invitations."""
    found = await request.run(show_team, database=request.database, now=request.now)
    await request.show(team_screen(found, request.organizer, request.words, now=request.now))


async def member(request: Request) -> None:
    """A tap: show one member, and what can be done about them."""
    found = await request.run(show_member, id_from(request.arguments), database=request.database)
    await request.show(member_screen(found, request.organizer, request.words, now=request.now))


async def invite_(request: Request) -> None:
    """`/invite`, or a tap: ask for which role. Owners only."""
    if request.organizer.role is not Role.OWNER:
        raise RefusedError(Refusal.OWNERS_ONLY)
    await request.show(invite_screen(request.words))


async def invite_as(request: Request) -> None:
    """A tap on a role: create the link, which is shown once; `who` asks for the role."""
    if request.arguments == "who":
        await invite_(request)
        return
    if request.arguments not in tuple(Role):
        raise RefusedError(Refusal.NOTHING_THERE)
    role = Role(request.arguments)
    invited = await request.run(
        invite, request.organizer, role, database=request.database, now=request.now
    )
    link = f"https://t.me/{request.context.bot_name}?start={invited.token}"
    await request.show(
        invitation_screen(
            invited.invitation,
            link,
            request.words,
            now=request.now,
            takes_two=invited.takes_two,
        )
    )


async def withdraw(request: Request) -> None:
    """A tap: withdraw an invitation, so that its link no longer works."""
    invitation_id = id_from(request.arguments)
    await request.run(
        withdraw_invitation,
        request.organizer,
        invitation_id,
        database=request.database,
        now=request.now,
    )
    await request.show(Screen(request.words("invitation.withdrawn")))


async def lock(request: Request) -> None:
    """`/lock`: ask whose phone is lost."""
    found = await request.run(show_team, database=request.database, now=request.now)
    await request.show(lock_screen(found, request.organizer, request.words))


async def lock_one(request: Request) -> None:
    """A tap: lock at once, since a lost phone may be in somebody's hand."""
    done = await request.run(
        lock_organizer,
        request.organizer,
        id_from(request.arguments),
        database=request.database,
        now=request.now,
    )
    if isinstance(done, Asked):
        await request.show(asked_screen(done, request.words, now=request.now))
        return
    audit_id, locked = done
    await request.show(locked_screen(locked, audit_id, request.words))
    await request.context.command_menu.clear(locked.organizer)


async def unlock_one(request: Request) -> None:
    """A tap: an owner has checked, and unlocks the member."""
    found = await request.run(
        unlock_organizer,
        request.organizer,
        id_from(request.arguments),
        database=request.database,
        now=request.now,
    )
    await request.show(done_screen(found, unlocked_screen, request.words, now=request.now))
    if isinstance(found, Asked):
        return
    await request.context.command_menu.renew(
        found.organizer, request.context.words_for(found.organizer)
    )


async def change_role(request: Request) -> None:
    """A tap: `3:observer` asks whether to give organizer 3 that role."""
    whom, _, role = request.arguments.partition(":")
    if role not in tuple(Role):
        raise RefusedError(Refusal.NOTHING_THERE)
    await _ask(request, id_from(whom), Role(role))


async def remove(request: Request) -> None:
    """A tap: ask whether to remove somebody from the team."""
    await _ask(request, id_from(request.arguments), None)


async def _ask(request: Request, organizer_id: int, role: Role | None) -> None:
    question = await request.run(
        ask_team_act,
        request.organizer,
        organizer_id,
        role,
        database=request.database,
        now=request.now,
    )
    await request.show(team_question_screen(question, request.words))
