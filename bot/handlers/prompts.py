"""A button that asks for words: what somebody writes next completes its command."""

from bot.request import Request
from bot.screens.screen import Button, Screen
from hotline.domain.errors import RefusedError
from hotline.domain.languages import TEXT_LANGUAGES
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role, may
from hotline.usecases.team.expect_text import expect_nothing, expect_text

# What a button may ask for; for those in a language, `_en` follows.
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
# The rest takes an organizer.
_NEEDED = {"sender": Role.OBSERVER, "reveal": Role.OWNER, "countries": Role.OWNER}


async def ask(request: Request) -> None:
    """A tap: `delay`, what they write next is the delay; `nothing`, never mind."""
    what, words = request.arguments, request.words
    if what == "nothing":
        await request.run(expect_nothing, request.organizer, database=request.database)
        await request.show(Screen(words("ask.nothing")))
        return
    if what not in ASKS and not is_in_language(what):
        raise RefusedError(Refusal.NOTHING_THERE)
    await ask_for(request, what)


async def ask_for(request: Request, what: str) -> None:
    """`what`: of `ASKS`, or such as `reply_en`. Whoever may not do it is not asked for words."""
    needed = _NEEDED.get(what, Role.ORGANIZER)
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
    """Whether it is such as `reply_en`."""
    kind, _, language = what.partition("_")
    return kind in IN_LANGUAGE and language in TEXT_LANGUAGES
