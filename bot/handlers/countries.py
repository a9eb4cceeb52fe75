"""The countries that replies may go to: tapped under the budget, or in the first steps."""

import re

from bot.request import Request
from bot.screens.countries import countries_changed_screen, countries_screen
from hotline.domain.errors import RejectedError
from hotline.domain.refusals import Refusal
from hotline.usecases.setup.change_countries import MOST, change_countries, show_countries
from hotline.words import Words


async def countries(request: Request) -> None:
    """`show` shows the list; `FR` (a tap), `FR, BE` or `France, Belgique` (free text) change it."""
    if request.arguments == "show":
        found = await request.run(show_countries, database=request.database)
        await request.show(countries_screen(found, request.words))
        return
    codes = _codes(request.arguments, request.words)
    changed = await request.run(
        change_countries, request.organizer, codes, database=request.database, now=request.now
    )
    await request.show(countries_changed_screen(changed, request.words))


def _codes(text: str, words: Words) -> list[str]:
    """Country codes in `text`. Names may contain spaces: a space parts only two-letter codes."""
    parts = [one for one in re.split(r"[,;/\n]+", text) if one.strip()]
    if len(parts) == 1 and all(len(one) == 2 for one in text.split()):
        parts = text.split()
    codes = [words.country_code(one) for one in parts]
    known = [code for code in codes if code is not None]
    if len(known) < len(codes):
        raise RejectedError(Refusal.NOT_COUNTRIES, most=MOST)
    return known
