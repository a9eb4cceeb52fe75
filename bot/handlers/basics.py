"""/start, /help, /language, and whatever is no command."""

from bot.desk import Request
from bot.menu import commands_of
from bot.screens.screen import Button, Screen, joined
from bot.words import LANGUAGES, Html, Words
from hotline.domain.errors import RejectedError
from hotline.usecases.change_language import change_language


async def start(request: Request) -> None:
    """Greet, and say where to look next; `/start TOKEN` is an invitation."""
    words, name = request.words, request.organizer.name
    if request.is_new:
        role = words(f"role.{request.organizer.role}")
        hello = words("join.welcome", name=name, role=role)
    elif request.arguments:
        hello = words("join.already", name=name)
    else:
        hello = words("start.hello", name=name)
    await request.show(Screen(joined(hello, words("start.next"))))
    await request.desk.menus.renew(request.organizer, words)


async def help_(request: Request) -> None:
    """Every command that they may use, with its meaning."""
    words = request.words
    lines = [
        words("help.line", command=name, meaning=words(f"command.{name}"))
        for name in commands_of(request.organizer.role)
    ]
    await request.show(Screen(joined(words("help.title"), *lines, words("help.end"))))


async def language(request: Request) -> None:
    """`/language`, `/language fr`, or a tap on a language."""
    chosen = request.arguments.strip().lower()
    if not chosen:
        await request.show(_choice(request.words))
        return
    if chosen not in LANGUAGES:
        raise RejectedError("not_a_language", example="/language fr")
    await request.run(change_language, request.organizer, chosen, now=request.now)
    words = Words(chosen, timezone=request.desk.timezone)
    await request.show(Screen(words("language.done")))
    await request.desk.menus.renew(request.organizer, words)


async def not_understood(request: Request) -> None:
    """Free text and unknown commands do nothing, ever; they only get a hint."""
    await request.show(Screen(request.words("not_understood")))


def _choice(words: Words) -> Screen:
    row = [Button(words(f"language.{code}"), f"language:{code}") for code in LANGUAGES]
    return Screen(Html(words("language.choose")), [row])
