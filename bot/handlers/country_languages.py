"""Which language the senders of a country get, and those of all other countries: owners choose."""

from bot.request import Request
from bot.screens.approvals import done_screen
from bot.screens.country_languages import (
    country_languages_screen,
    language_chosen_screen,
    own_language_screen,
)
from hotline.usecases.setup.change_hotline_language import change_hotline_language
from hotline.usecases.setup.choose_language import choose_language, show_languages


async def speaks(request: Request) -> None:
    """A tap: `all` shows the countries; `BE:nl` chooses; `own:en` is for all other countries."""
    country, _, language = request.arguments.partition(":")
    if country == "all":
        found = await request.run(show_languages, database=request.database)
        role = request.organizer.role
        await request.show(country_languages_screen(found, request.words, role=role))
    elif country == "own":
        await _set_own(request, language)
    else:
        chosen = await request.run(
            choose_language,
            request.organizer,
            country,
            language,
            database=request.database,
            now=request.now,
        )
        await request.show(
            done_screen(chosen, language_chosen_screen, request.words, now=request.now)
        )


async def _set_own(request: Request, language: str) -> None:
    changed = await request.run(
        change_hotline_language,
        request.organizer,
        language,
        database=request.database,
        now=request.now,
    )
    request.context.hotline_language.code = changed.language
    await request.show(own_language_screen(changed, request.words))
