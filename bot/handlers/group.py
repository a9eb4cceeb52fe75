"""/here: a Telegram group becomes the team's group, and sees the cards."""

from bot.request import Request
from bot.screens.screen import Button, Screen
from hotline.usecases.team.set_team_group import leave_group, set_team_group


async def here(request: Request) -> None:
    """In a group: make it the team's group. In private: explain how."""
    words = request.words
    if request.is_private:
        await request.show(Screen(words("group.how")))
        return
    await request.run(
        set_team_group,
        request.organizer,
        request.chat_id,
        database=request.database,
        now=request.now,
    )
    # Say it in the group: everybody there will see the cards too.
    team_words = request.context.team_words()
    await request.context.messenger.answer(request.chat_id, Screen(team_words("group.here")))
    leave = Button(words("button.leave_group"), "leave_group:now")
    await request.show(Screen(words("group.used"), [[leave]]))


async def leave(request: Request) -> None:
    """A tap: the team no longer has a group."""
    await request.run(
        leave_group, None, database=request.database, actor=request.organizer, now=request.now
    )
    await request.show(Screen(request.words("group.left")))
