"""/delay: how long replies wait, and how often a sender is answered."""

from bot.handlers import rules
from bot.request import Request
from bot.screens.delay import delay_changed_screen, delay_question_screen, delay_screen
from hotline.domain.written.durations import read_length
from hotline.usecases.reports.show_status import show_status
from hotline.usecases.setup.change_delay import DelayQuestion, change_delay

_AGAIN = ("again", "encore")


async def delay(request: Request) -> None:
    """`/delay` shows the delay, `/delay 45m` changes it.

    `/delay again 30d` sets how often a sender is answered.
    """
    if not request.arguments:
        status = await request.run(show_status, database=request.database, now=request.now)
        await request.show(delay_screen(status.settings, request.words))
        return
    word, _, rest = request.arguments.lower().strip().partition(" ")
    if word in _AGAIN:
        await rules.write_repeat(request, rest.strip())
        return
    seconds = read_length(request.arguments)
    found = await request.run(
        change_delay, request.organizer, seconds, database=request.database, now=request.now
    )
    if isinstance(found, DelayQuestion):
        await request.show(delay_question_screen(found, request.words))
    else:
        await request.show(delay_changed_screen(found, request.words))
