"""The screens of the countries that replies may go to."""

from collections.abc import Sequence

from bot.screens.screen import Button, Screen, undo_row
from hotline.domain.languages import languages_of
from hotline.usecases.setup.change_countries import CountriesChanged
from hotline.words import Words, as_plain_text


def countries_screen(countries: Sequence[str], words: Words) -> Screen:
    """Shows the list, and how to change it."""
    text = words("countries.now", countries=words.countries(countries))
    return Screen(text, countries_rows(countries, words))


def countries_rows(countries: Sequence[str], words: Words) -> list[list[Button]]:
    """Buttons for the home country only, or for other countries in words."""
    home = countries[0]
    only = [
        Button(
            as_plain_text(words("button.only", country=words.countries([home]))),
            f"countries:{home}",
        )
    ]
    others = [Button(words("button.countries"), "ask:countries")]
    return [only, others] if len(countries) > 1 else [others]


def countries_changed_screen(changed: CountriesChanged, words: Words) -> Screen:
    """Shows the list as it is now."""
    text = words("countries.done", countries=words.countries(changed.countries))
    rows = undo_row(words("button.undo"), changed.audit_id)
    if any(len(languages_of(one)) > 1 for one in changed.countries):
        rows.append([Button(words("button.by_country"), "speaks:all")])
    return Screen(text, rows)
