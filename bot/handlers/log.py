"""/log: who did what, and when."""

import re

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.log import log_screen
from hotline.domain.errors import RejectedError
from hotline.domain.refusals import Refusal
from hotline.usecases.reports.show_log import show_log

_HANDLE = re.compile(r"#?([0-9]{1,12})")


async def log(request: Request) -> None:
    """`/log` shows everything; `/log #412` shows what concerns one sender."""
    on = None
    if request.arguments:
        handle = _HANDLE.fullmatch(request.arguments.strip())
        if handle is None:
            raise RejectedError(Refusal.NOT_A_HANDLE)
        on = int(handle.group(1))
    await _show(request, 0, on=on)


async def log_page(request: Request) -> None:
    """A tap: `all:0:2`, the third page; `by:3:0`, one person's acts; `on:412:0`, one sender's."""
    which, _, rest = request.arguments.partition(":")
    whose, _, page = rest.partition(":")
    number = id_from(whose)
    by, on = (number if which == one else None for one in ("by", "on"))
    await _show(request, id_from(page), by=by, on=on)


async def _show(
    request: Request, page: int, *, by: int | None = None, on: int | None = None
) -> None:
    found = await request.run(show_log, page, database=request.database, by=by, on=on)
    await request.show(log_screen(found, request.words, now=request.now))
