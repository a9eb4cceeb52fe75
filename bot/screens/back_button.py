"""The button that leads back: to the menu, or on through the first steps."""

from collections.abc import Iterable
from dataclasses import replace

from bot.screens.first_steps import WAY_ON, way_on_row
from bot.screens.menu import WAY_BACK, menu_row
from bot.screens.screen import Screen
from hotline.words import Words


def with_way_back(screen: Screen, way_back: str, words: Words) -> Screen:
    """The screen with one more row that leads back, unless one of its buttons does already."""
    if any(button.data == way_back for row in screen.rows for button in row):
        return screen
    step = way_back.removeprefix(WAY_ON)
    row = menu_row(words) if step == way_back else way_on_row(step, words)
    return replace(screen, rows=[*screen.rows, row])


def way_back_of(data: Iterable[object]) -> str:
    """The way back, from the data of the buttons under a message; empty if there is none.

    In the first steps it is the last such button: the one above it only looks again.
    """
    found = [one for one in data if isinstance(one, str)]
    on = [one for one in found if one.startswith(WAY_ON)]
    return on[-1] if on else WAY_BACK if WAY_BACK in found else ""
