"""Answers when something was not done: what happened, why, and what to do next."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.request import Request
from bot.screens.refusals import refusal_screen
from bot.screens.screen import Screen, joined
from hotline.domain.errors import RefusedError, RejectedError
from hotline.store.database import Database
from hotline.store.organizers import get_organizer
from hotline.store.sessions.time_outs import took_too_long
from hotline.words import Html

log = logging.getLogger(__name__)

_OURS = ("store_away", "too_slow", "bug")


async def answer_failure(request: Request, error: Exception) -> None:
    """Answer in words. A bug is also logged with its traceback (scrubbed)."""
    if isinstance(error, TelegramError):
        log.warning("an answer was not delivered: %s", type(error).__name__)
        return
    if isinstance(error, RefusedError | RejectedError):
        code: str = error.code
        facts = await _with_names(request, error.facts)
    elif took_too_long(error):
        log.warning("a statement took too long, and was given up")
        code, facts = "too_slow", {}
    elif isinstance(error, SQLAlchemyError):
        log.warning("PostgreSQL is away: %s", type(error).__name__)
        code, facts = "store_away", {}
    else:
        log.exception("a handler failed")
        code, facts = "bug", {}
    try:
        refusal = refusal_screen(code, facts, request.words, now=request.now)
        await _show(request, refusal, is_ours=code in _OURS)
    except TelegramError as failure:
        log.warning("an answer was not delivered: %s", type(failure).__name__)


async def _show(request: Request, refusal: Screen, *, is_ours: bool) -> None:
    if request.message_id is None:
        await request.show(refusal)
        return
    if is_ours:
        # The failure is ours and the buttons are still valid: leave them, and answer below.
        await replace(request, message_id=None).show(refusal)
        return
    # A stale button: keep the text, remove the buttons, and add what has happened.
    await request.show(replace(refusal, text=joined(Html(request.shown), "", refusal.text)))


async def _with_names(request: Request, facts: dict[str, Any]) -> dict[str, Any]:
    organizer_id = facts.get("organizer_id")
    if organizer_id is None:
        return facts
    name = await asyncio.to_thread(_name_of, request.context.database, organizer_id)
    return {**facts, "by": request.words("you") if organizer_id == request.organizer.id else name}


def _name_of(database: Database, organizer_id: int) -> str | None:
    with database.transaction() as connection:
        organizer = get_organizer(connection, database.vault, organizer_id)
    return organizer.name if organizer else None
