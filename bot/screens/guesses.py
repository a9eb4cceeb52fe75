"""The answers to what was no command: a guess, a kind word, or how to go on."""

from bot.command_list import COMMANDS
from bot.screens.screen import Button, Screen
from hotline.domain.numbers import holds_number
from hotline.domain.roles import Role
from hotline.domain.written.guesses import Kindness
from hotline.words import Words

_LONGEST = 100


def guess_screen(name: str, arguments: str, words: Words) -> Screen:
    """Asks whether that command was meant. What only shows something is one tap away.

    An act is to be written: a guess must not suspend or block. With something after it, it is
    shown to be copied, since a tap on a command sends the command alone.
    """
    typed, arguments = words.command(name), " ".join(arguments.split())
    if arguments and len(arguments) <= _LONGEST and not holds_number(arguments):
        return Screen(words("guess.with", command=typed, arguments=arguments))
    text = words("guess.plain", command=typed, meaning=words(f"command.{name}"))
    if COMMANDS.get(name) is not Role.OBSERVER:
        return Screen(text)
    return Screen(text, [[Button(f"/{typed}", f"go:{name}")]])


def kind_screen(kindness: Kindness, name: str, words: Words) -> Screen:
    """Answers a kind word."""
    return Screen(words(f"kind.{kindness}", name=name))
