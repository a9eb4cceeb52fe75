"""/here: a Telegram group becomes the team's group, and sees the cards."""

from telegram.error import BadRequest, Forbidden

from bot.request import Request
from bot.screens.screen import Button, Screen
from hotline.usecases.team.set_team_group import check_group, leave_group, set_team_group


async def here(request: Request) -> None:
    """In a group: make it the team's group. In private: explain how."""
    words = request.words
    if request.is_private:
        await request.show(Screen(words("group.how")))
        return
    await request.run(
        check_group,
        request.organizer,
        request.chat_id,
        database=request.database,
        thread_id=request.thread_id,
    )
    # Said first: a group that takes no message does not replace one that does.
    if not await _say_it_there(request):
        await request.show(Screen(words("group.refuses")))
        return
    await request.run(
        set_team_group,
        request.organizer,
        request.chat_id,
        database=request.database,
        now=request.now,
        thread_id=request.thread_id,
    )
    leave = Button(words("button.leave_group"), "leave_group:now")
    await request.show(Screen(words("group.used"), [[leave]]))


async def _say_it_there(request: Request) -> bool:
    """Say it in the group: everybody there will see the cards too. False: it takes no message."""
    words = request.context.team_words()
    said = Screen(words("group.here"))
    try:
        await request.context.messenger.send_once(
            request.chat_id, said, thread_id=request.thread_id
        )
    except (BadRequest, Forbidden):
        return False
    return True


async def leave(request: Request) -> None:
    """A tap: the team no longer has a group."""
    await request.run(
        leave_group, None, database=request.database, actor=request.organizer, now=request.now
    )
    await request.show(Screen(request.words("group.left")))
