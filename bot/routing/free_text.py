"""Free text: it completes a command that a button began, or is a key of the keyboard.

Anything else gets a hint. Free text never does anything costly: what it completes asks first, or
can be undone.
"""

from dataclasses import replace

from bot.error_answers import answer_failure
from bot.handlers import block, budget, countries, delay, handset, reply_text, reveal, senders
from bot.handlers.prompts import is_in_language
from bot.request import Request
from bot.routing.access import Handler
from bot.routing.commands import HANDLERS
from bot.routing.unknown import unknown_words
from bot.screens.menu import KEYS
from hotline.domain.errors import HotlineError, RejectedError
from hotline.domain.numbers import holds_number
from hotline.usecases.team.expect_text import expect_nothing, find_expected
from hotline.words import LANGUAGES, Words

# The handler of what was asked for, and the words to put before the free text.
_TAKES: dict[str, tuple[Handler, str]] = {
    "delay": (delay.delay, ""),
    "budget_day": (budget.budget, "day "),
    "budget_total": (budget.budget, "total "),
    "fund": (budget.fund_, ""),
    "block": (block.block, ""),
    "unblock": (block.unblock, ""),
    "sender": (senders.sender, ""),
    "reveal": (reveal.reveal, ""),
    "countries": (countries.countries, ""),
}
_TAKES_IN_LANGUAGE: dict[str, Handler] = {
    "reply": reply_text.reply,
    "handset": handset.send,
}


async def free_text(request: Request) -> None:
    """Handle a message that is no command. Malformed text may be written again."""
    command = _key(request.arguments)
    if command is not None:
        await request.run(expect_nothing, request.organizer, database=request.database)
        await HANDLERS[command](replace(request, arguments=""))
        return
    expected = await request.run(
        find_expected, request.organizer, database=request.database, now=request.now
    )
    text = request.arguments.strip()
    taker = _taker(expected.what) if expected else None
    is_text = expected is not None and expected.what.startswith("reply")
    if is_text and request.is_contact:
        # A contact is somebody's number, and no text for senders.
        taker, is_text = None, False
    if not is_text and (request.is_contact or holds_number(text)):
        # Somebody's number does not stay in the chat, whatever becomes of it.
        await request.forget_what_was_said()
    if taker is None and request.is_contact:
        # Nobody asked for a number: their page has a button for each act.
        await senders.sender(request)
        return
    if expected is None or taker is None or not text:
        await unknown_words(request)
        return
    handler, before = taker
    request = replace(request, arguments=before + text, way_back=expected.way_back)
    try:
        await handler(request)
    except RejectedError as error:
        # Still expected: they may write it again, or correct it.
        request.note_not_understood()
        await answer_failure(request, error)
        return
    except HotlineError as error:
        await answer_failure(request, error)
    await request.run(expect_nothing, request.organizer, database=request.database)


def _taker(what: str) -> tuple[Handler, str] | None:
    if is_in_language(what):
        kind, _, language = what.partition("_")
        return _TAKES_IN_LANGUAGE[kind], f"{language}: "
    return _TAKES.get(what)


def _key(text: str) -> str | None:
    """The command of a key of the keyboard. The keyboard may have been sent in either language."""
    for language in LANGUAGES:
        for command in KEYS:
            if text == Words(language)(f"key.{command}"):
                return command
    return None
