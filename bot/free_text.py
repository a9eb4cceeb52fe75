"""Free text: it completes a command that a button began, or is a key of the keyboard; else nothing.

It never does anything costly: what it completes asks once more, or can be undone.
"""

from dataclasses import replace

from bot.commands import HANDLERS
from bot.desk import Request
from bot.handlers.asking import ASKS
from bot.screens.menu import KEYS
from bot.screens.screen import Screen
from bot.words import LANGUAGES, Words
from hotline.usecases.expect_text import expect_nothing, find_expected


async def free_text(request: Request) -> None:
    """Whatever is no command. What was malformed may be written again."""
    command = _key(request.arguments)
    if command is not None:
        await request.run(expect_nothing, request.organizer)
        await HANDLERS[command](replace(request, arguments=""))
        return
    what = await request.run(find_expected, request.organizer, now=request.now)
    text = request.arguments.strip()
    if what not in ASKS or not text:
        await request.show(Screen(request.words("not_understood")))
        return
    command, before = ASKS[what]
    await HANDLERS[command](replace(request, arguments=before + text))
    await request.run(expect_nothing, request.organizer)


def _key(text: str) -> str | None:
    """The command of a key of the keyboard, in whichever language the keyboard was sent."""
    for language in LANGUAGES:
        for command in KEYS:
            if text == Words(language)(f"key.{command}"):
                return command
    return None
