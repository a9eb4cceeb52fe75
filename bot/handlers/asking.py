"""A button that asks for words: what somebody writes next completes its command."""

from bot.desk import Request
from bot.screens.screen import Button, Screen
from hotline.domain.errors import RefusedError
from hotline.usecases.expect_text import expect_nothing, expect_text

# What a button may ask for: the command, and what stands before what they write.
ASKS = {
    "reply": ("reply", ""),
    "delay": ("delay", ""),
    "budget_day": ("budget", "day "),
    "budget_total": ("budget", "total "),
    "fund": ("fund", ""),
    "block": ("block", ""),
    "unblock": ("unblock", ""),
    "sender": ("sender", ""),
}


async def ask(request: Request) -> None:
    """A tap: `delay`, what they write next is the delay; `nothing`, never mind."""
    what, words = request.arguments, request.words
    if what == "nothing":
        await request.run(expect_nothing, request.organizer)
        await request.show(Screen(words("ask.nothing")))
        return
    if what not in ASKS:
        raise RefusedError("nothing_there")
    await ask_for(request, what)


async def ask_for(request: Request, what: str) -> None:
    """`what`: of `ASKS`."""
    words = request.words
    await request.run(expect_text, request.organizer, what, now=request.now)
    never_mind = Button(words("button.never_mind"), "ask:nothing")
    await request.show(Screen(words(f"ask.{what}"), [[never_mind]]))
