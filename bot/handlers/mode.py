"""/suspend and /resume."""

from dataclasses import replace
from datetime import timedelta

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.approvals import done_screen
from bot.screens.mode import resume_question_screen, resumed_screen, suspended_screen
from bot.screens.screen import Screen, joined
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.modes import Backlog
from hotline.domain.refusals import Refusal
from hotline.domain.written.durations import read_length
from hotline.usecases.mode.ask_resume import ask_resume
from hotline.usecases.mode.resume import resume
from hotline.usecases.mode.suspend import suspend

_CHOICES = (Backlog.KEEP, Backlog.GENUINE, Backlog.DROP)


async def suspend_(request: Request) -> None:
    """Suspend at once, even if the duration cannot be read: this is the emergency brake.

    `/suspend`, or `/suspend 2h`; while it is suspended, it gives it that end, or none. A button
    does not: it may be older than what was written since.
    """
    lasting, is_read = _lasting(request.arguments)
    audit_id = await request.run(
        suspend,
        request.organizer,
        database=request.database,
        lasting=lasting,
        now=request.now,
        may_change_end=request.said_id is not None,
    )
    until = request.now + lasting if lasting else None
    screen = suspended_screen(audit_id, until, request.words, now=request.now)
    if not is_read:
        text = joined(screen.text, request.words("suspend.without_end"))
        screen = replace(screen, text=text)
    await request.show(screen)


def _lasting(text: str) -> tuple[timedelta | None, bool]:
    """The duration, and whether `text` could be read. No end is the safe reading."""
    try:
        return (timedelta(seconds=read_length(text)) if text else None), True
    except (RejectedError, OverflowError):
        return None, False


async def resume_(request: Request) -> None:
    """`/resume`: at once if no reply waits and no guard is on; otherwise ask first."""
    question = await request.run(
        ask_resume, request.organizer, database=request.database, now=request.now
    )
    if question.backlog.replies or question.is_guarded:
        await request.show(resume_question_screen(question, request.words))
        return
    await _resume(request, Backlog.KEEP, question.mode_version)


async def choose_backlog(request: Request) -> None:
    """A tap: `version:keep:40`, `version:genuine:40`, `version:drop:40` or `version:stay`.

    `40`: how many replies the question showed.
    """
    version, _, rest = request.arguments.partition(":")
    choice, _, seen = rest.partition(":")
    if choice == "stay":
        await request.show(Screen(request.words("resume.stayed")))
    elif choice in _CHOICES and version.isdecimal():
        count = id_from(seen) if seen else None
        await _resume(request, Backlog(choice), int(version), seen=count)
    else:
        raise RefusedError(Refusal.NOTHING_THERE)


async def _resume(
    request: Request, backlog: Backlog, version: int, *, seen: int | None = None
) -> None:
    resumed = await request.run(
        resume,
        request.organizer,
        backlog,
        database=request.database,
        mode_version=version,
        now=request.now,
        seen=seen,
    )
    await request.show(done_screen(resumed, resumed_screen, request.words, now=request.now))
