"""What is written and is no command, or none that Telegram takes: read it, guess, or say so."""

from dataclasses import replace

from bot.command_list import commands_of
from bot.request import Request
from bot.routing.access import Handler
from bot.screens.guesses import guess_screen, kind_screen
from bot.screens.screen import Screen
from hotline.domain.numbers import holds_number
from hotline.domain.written.guesses import fold, guess_command, guess_in_sentence, kindness_of
from hotline.usecases.team.expect_text import expect_nothing
from hotline.words import typed_commands


def unknown_command(handlers: dict[str, Handler]) -> Handler:
    """The handler of `/stauts`: a guess. `/débloquer` is obeyed: Telegram allows no accents.

    In the group a word that resembles nothing of ours is not answered: it is another bot's.
    """

    async def handle(request: Request) -> None:
        meant = typed_commands().get(fold(request.command))
        await request.run(expect_nothing, request.organizer, database=request.database)
        try:
            if meant is not None:
                await handlers[meant](request)
            else:
                await _guess(request)
        finally:
            if holds_number(request.arguments):
                await request.forget_what_was_said()

    return handle


async def _guess(request: Request) -> None:
    guessed = guess_command(request.command, _known(request))
    if guessed is not None:
        request.note_not_understood()
        await request.show(guess_screen(guessed, request.arguments, request.words))
    elif request.is_private:
        await _not_understood(request)


async def unknown_words(request: Request) -> None:
    """Answer free text that nothing asked for: a guess, a kind word, or how to go on."""
    kindness = kindness_of(request.arguments)
    if kindness is not None:
        name = request.organizer.name
        await request.show(kind_screen(kindness, name, request.words))
        return
    guessed = guess_in_sentence(request.arguments, _known(request))
    if guessed is None:
        await _not_understood(request)
        return
    request.note_not_understood()
    _, _, rest = request.arguments.strip().partition(" ")
    await request.show(guess_screen(guessed, rest, request.words))


async def elsewhere(request: Request) -> None:
    """A command in a group that is not the team's: nothing is done, and its author is told.

    In private, as everything is: a group of strangers never gets an answer.
    """
    if holds_number(request.arguments):
        await request.forget_what_was_said()
    private = replace(request, message_id=None)
    await private.show(Screen(request.words("group.elsewhere", command=request.command)))


async def _not_understood(request: Request) -> None:
    request.note_not_understood()
    await request.show(Screen(request.words("not_understood")))


def _known(request: Request) -> dict[str, str]:
    """{word: command} of what this organizer may do."""
    allowed = commands_of(request.organizer.role)
    typed = {word: name for word, name in typed_commands().items() if name in allowed}
    return {**{name: name for name in allowed}, **typed}
