"""The first steps: owners of a new hotline are asked one question in each message.

The dialogues of the usual commands make the changes, and lead back here.
"""

from dataclasses import replace

from bot.request import Request
from bot.screens.first_steps import (
    DONE,
    LATER,
    View,
    done_screen,
    greeting_screen,
    later_screen,
    step_screen,
)
from bot.screens.menu import keyboard
from bot.screens.screen import Screen
from hotline.domain.errors import RefusedError
from hotline.domain.first_steps import STEPS, Step
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role, may
from hotline.usecases.setup.take_first_step import end_first_steps, find_first_step, take_first_step
from hotline.usecases.team.change_organizer_language import change_organizer_language
from hotline.words import LANGUAGES, Words


async def greet(request: Request) -> None:
    """After /start: begin the first steps, or go on where the owners are."""
    step = await request.run(find_first_step, request.organizer, database=request.database)
    if step is not None:
        await request.show(greeting_screen(step, request.words))


async def step_(request: Request) -> None:
    """A tap: `delay` asks that question; `done` ends; `later` puts the first steps off."""
    request = replace(request, way_back="")
    if request.arguments == LATER:
        await request.show(later_screen(request.words))
    elif request.arguments == DONE:
        await request.run(end_first_steps, request.organizer, database=request.database)
        await request.show(done_screen(request.words))
    elif request.arguments in STEPS:
        await _ask(request, Step(request.arguments))
    else:
        raise RefusedError(Refusal.NOTHING_THERE)


async def speak(request: Request) -> None:
    """A tap on a language: the bot speaks it with them. What senders get stays as it is."""
    chosen, before = request.arguments, request.words.language
    if chosen not in LANGUAGES:
        raise RefusedError(Refusal.NOTHING_THERE)
    if not may(request.organizer.role, Role.OWNER):
        raise RefusedError(Refusal.OWNERS_ONLY)
    now = request.now
    await request.run(
        change_organizer_language, request.organizer, chosen, database=request.database, now=now
    )
    context, words = request.context, Words(chosen, timezone=request.context.timezone)
    request = replace(request, words=words, way_back="")
    if chosen != before:
        # A message of its own: only a new one can bring the keyboard.
        request = replace(request, message_id=None)
        await request.show(Screen(words("language.done"), keys=keyboard(words)))
        await context.command_menu.renew(request.organizer, words)
    await _ask(request, Step.COUNTRIES)


async def _ask(request: Request, step: Step) -> None:
    found = await request.run(
        take_first_step, request.organizer, step, database=request.database, now=request.now
    )
    context = request.context
    senders = [context.reply_from] if context.reply_from else context.lines
    view = View(found, senders, context.lines, request.now)
    await request.show(step_screen(view, request.words))
