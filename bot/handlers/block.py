"""/block and /unblock, and their buttons wherever a sender is shown."""

import re
from datetime import timedelta

from bot.handlers.ids import id_from
from bot.request import Request
from bot.screens.senders import (
    blocked_screen,
    blocked_senders_screen,
    latest_senders_screen,
    unblocked_screen,
)
from hotline.domain.durations import parse_duration
from hotline.domain.errors import RejectedError
from hotline.domain.numbers import as_typed, holds_number
from hotline.domain.refusals import Refusal
from hotline.usecases.senders.block_sender import block_sender
from hotline.usecases.senders.list_senders import list_blocked, list_senders
from hotline.usecases.senders.unblock_sender import unblock_sender

# `#412 24h insults`: a number may contain spaces, a duration ends with a letter.
_WHOM = re.compile(
    r"(#?\d{1,12}|[+(\d][\d .()\[\]/+·,_-]*?\d)[.,;]?"
    r"(?:\s+(\d+ ?(?:min|[smhdj])))?(?:\s+(\D.*))?",
    re.DOTALL,
)
_BEFORE_LETTERS = re.compile(r"(?:\W*(?:(?:tel|tél|sms)\W*[:.]\s*)+)?[\W\d_]*", re.IGNORECASE)
# A second sender beside the first would stay unblocked, and their number in a note.
_HANDLE_IN_NOTE = re.compile(r"#\d")
# Quotation marks, brackets and pictures that were copied along.
_QUOTES = re.compile(r"[<>«»“”„\"]")
_AROUND = re.compile(r"^[^\d+(#]+|[^\d)]+$")
_LONGEST_NOTE = 100


async def block(request: Request) -> None:
    """Block a sender; alone, list the latest senders.

    `/block #412`, `/block +33612345678`, or `/block #412 24h why`.
    """
    if not request.arguments:
        senders = await request.run(list_senders, database=request.database)
        await request.show(latest_senders_screen(senders, request.words, now=request.now))
        return
    found = _WHOM.fullmatch(_as_typed(request.arguments))
    if found is None:
        raise RejectedError(Refusal.NOT_A_SENDER)
    target, length, note = found.groups()
    if note and (_HANDLE_IN_NOTE.search(note) or holds_number(note)):
        raise RejectedError(Refusal.ONE_SENDER)
    blocked = await request.run(
        block_sender,
        request.organizer,
        target,
        database=request.database,
        now=request.now,
        lasting=timedelta(seconds=parse_duration(length)) if length else None,
        note=note and note[:_LONGEST_NOTE],
    )
    await request.show(blocked_screen(blocked, request.words, now=request.now))


def _as_typed(text: str) -> str:
    """The number as a person reads it; the note, which begins with a letter, as it was written."""
    text = text.strip()
    found = _BEFORE_LETTERS.match(text)
    head = found[0] if found else ""
    rest = text[len(head) :]
    gap = " " if head[-1:].isspace() and rest else ""
    return _AROUND.sub("", as_typed(_QUOTES.sub("", head))) + gap + rest


async def unblock(request: Request) -> None:
    """`/unblock #412`, or a number. Alone: list the blocked senders, the latest first."""
    if not request.arguments:
        await _show_blocked(request, 0)
        return
    unblocked = await request.run(
        unblock_sender,
        request.organizer,
        request.arguments,
        database=request.database,
        now=request.now,
    )
    await request.show(unblocked_screen(unblocked, request.words))


async def blocked_page(request: Request) -> None:
    """A tap: `all:2` shows the third page of blocked senders."""
    await _show_blocked(request, id_from(request.arguments.rpartition(":")[2]))


async def _show_blocked(request: Request, page: int) -> None:
    found, page, pages = await request.run(list_blocked, page, database=request.database)
    await request.show(blocked_senders_screen(found, page, pages, request.words, now=request.now))
