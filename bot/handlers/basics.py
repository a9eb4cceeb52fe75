"""/start, /help, /language."""

from dataclasses import replace

from bot.handlers import first_steps
from bot.request import Request
from bot.screens.menu import THEMES, help_screen, keyboard, theme_screen
from bot.screens.screen import Button, Screen, joined
from hotline.domain.errors import RejectedError
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.usecases.team.change_organizer_language import change_organizer_language
from hotline.usecases.team.join_team import may_still_join
from hotline.words import LANGUAGES, Html, Words


async def start(request: Request) -> None:
    """Greet, and say where to look next. `/start TOKEN` comes from an invitation."""
    words, name = request.words, request.organizer.name
    if request.is_new:
        role = words(f"role.{request.organizer.role}")
        hello = words("join.welcome", name=name, role=role)
    else:
        hello = words("start.hello", name=name)
        if request.arguments:
            token, now = request.arguments, request.now
            is_open: bool = await request.run(
                may_still_join, token, database=request.database, now=now
            )
            hello = words("join.already", name=name) if is_open else hello
    is_observer = request.organizer.role is Role.OBSERVER
    following = words("start.next_observer" if is_observer else "start.next")
    await request.show(Screen(joined(hello, following), keys=keyboard(words)))
    await first_steps.greet(request)
    await request.context.command_menu.renew(request.organizer, words)


async def help_(request: Request) -> None:
    """`/help` shows the themes; a tap on one, the commands of it that this organizer may use."""
    theme = request.arguments.strip()
    if theme in THEMES:
        await request.show(theme_screen(theme, request.organizer.role, request.words))
    else:
        await request.show(help_screen(request.organizer.role, request.words))


async def language(request: Request) -> None:
    """`/language` asks; `/language fr`, or a tap on a language, changes it."""
    chosen = request.arguments.strip().lower()
    if not chosen:
        await request.show(_choice(request.words))
        return
    if chosen not in LANGUAGES:
        raise RejectedError(Refusal.NOT_A_LANGUAGE)
    await request.run(
        change_organizer_language,
        request.organizer,
        chosen,
        database=request.database,
        now=request.now,
    )
    words = Words(chosen, timezone=request.context.timezone)
    # A message of its own: only a new one can bring the keyboard in the new language.
    aside = replace(request, message_id=None, way_back="")
    await aside.show(Screen(words("language.done"), keys=keyboard(words)))
    await request.context.command_menu.renew(request.organizer, words)


def _choice(words: Words) -> Screen:
    row = [Button(words(f"language.{code}"), f"language:{code}") for code in LANGUAGES]
    return Screen(Html(words("language.choose")), [row])
