"""Answers when something was not done: what happened, why, and what to do next."""

import asyncio
import logging
from dataclasses import replace
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from telegram.error import TelegramError

from bot.request import Request
from bot.screens.refusals import refusal_screen
from hotline.domain.errors import RefusedError, RejectedError
from hotline.store.database import Database
from hotline.store.organizers import get_organizer
from hotline.store.sessions.time_outs import took_too_long

log = logging.getLogger(__name__)


async def answer_failure(request: Request, error: Exception) -> None:
    """Answer in words. A bug is also logged with its traceback (scrubbed)."""
    if isinstance(error, TelegramError):
        log.warning("an answer was not delivered: %s", type(error).__name__)
        return
    if isinstance(error, RefusedError | RejectedError):
        code: str = error.code
        facts = await facts_with_names(request, error.facts)
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
        # The message that was tapped keeps its buttons, which may still be valid.
        await replace(request, message_id=None, tapped_id=None).show(refusal)
    except TelegramError as failure:
        log.warning("an answer was not delivered: %s", type(failure).__name__)


async def facts_with_names(request: Request, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a refusal, with the name of who was faster, as this reader is told it."""
    organizer_id = facts.get("organizer_id")
    if organizer_id is None:
        return facts
    name = await asyncio.to_thread(_name_of, request.context.database, organizer_id)
    return {**facts, "by": request.words("you") if organizer_id == request.organizer.id else name}


def _name_of(database: Database, organizer_id: int) -> str | None:
    with database.transaction() as connection:
        organizer = get_organizer(connection, database.vault, organizer_id)
    return organizer.name if organizer else None
