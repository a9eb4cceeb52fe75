"""Buttons that ask for words: the organizer's next message completes the command."""

from bot.command_list import ASKED_OF
from bot.request import Request
from bot.screens.screen import Button, Screen
from hotline.domain.errors import RefusedError
from hotline.domain.languages import TEXT_LANGUAGES
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role, may
from hotline.usecases.team.expect_text import expect_nothing, expect_text

# What a button may ask for. Those of `IN_LANGUAGE` end with a language, such as `_en`.
ASKS = (
    "delay",
    "budget_day",
    "budget_total",
    "fund",
    "block",
    "unblock",
    "sender",
    "reveal",
    "countries",
)
IN_LANGUAGE = ("reply", "handset")


async def ask(request: Request) -> None:
    """A tap: `delay` expects the delay as their next message; `nothing` cancels."""
    what, words = request.arguments, request.words
    if what == "nothing":
        await request.run(expect_nothing, request.organizer, database=request.database)
        await request.show(Screen(words("ask.nothing")))
        return
    if what not in ASKS and not is_in_language(what):
        raise RefusedError(Refusal.NOTHING_THERE)
    await ask_for(request, what)


async def ask_for(request: Request, what: str) -> None:
    """Ask for `what`: one of `ASKS`, or such as `reply_en`.

    People who may not give the command are refused before they write anything. Raises
    RefusedError("owners_only" | "not_allowed").
    """
    needed = ASKED_OF.get(what, Role.ORGANIZER)
    if not may(request.organizer.role, needed):
        raise RefusedError(Refusal.OWNERS_ONLY if needed is Role.OWNER else Refusal.NOT_ALLOWED)
    words, (kind, _, language) = request.words, what.partition("_")
    way_back = request.way_back
    await request.run(
        expect_text,
        request.organizer,
        what,
        database=request.database,
        way_back=way_back,
        now=request.now,
    )
    if kind in IN_LANGUAGE:
        prompt = words(f"ask.{kind}", language=words.language_name(language))
    else:
        prompt = words(f"ask.{what}")
    never_mind = Button(words("button.never_mind"), "ask:nothing")
    await request.show(Screen(prompt, [[never_mind]]))


def is_in_language(what: str) -> bool:
    """Whether `what` ends with a language, as `reply_en` does."""
    kind, _, language = what.partition("_")
    return kind in IN_LANGUAGE and language in TEXT_LANGUAGES
