"""The screens of the language that the senders of each country get, where there is a choice."""

from bot.screens.screen import Button, Screen, joined, undo_row
from hotline.domain.roles import Role, may
from hotline.usecases.setup.change_hotline_language import OwnLanguageChanged
from hotline.usecases.setup.choose_language import CountryLanguages, LanguageChosen, LanguagesShown
from hotline.words import Html, Words, as_plain_text


def country_languages_screen(found: LanguagesShown, words: Words, *, role: Role) -> Screen:
    """Shows what each country with several languages gets; owners choose by a button."""
    lines = [_line(one, words) for one in found.countries]
    elsewhere = words("speaks.elsewhere", language=words.language_name(found.own))
    rows = [_row(one, words) for one in found.countries]
    rows.append([_elsewhere_button(one, words) for one in found.offered])
    is_owner = may(role, Role.OWNER)
    text = joined(
        words("speaks.title"), *lines, elsewhere, "" if is_owner else words("speaks.owners")
    )
    return Screen(text, [row for row in rows if row] if is_owner else [])


def _line(one: CountryLanguages, words: Words) -> Html:
    line = words(
        "speaks.line",
        country=words.countries([one.country]),
        language=words.language_name(one.gets),
    )
    if one.gets == one.chosen:
        return line
    return joined(line, words("speaks.no_text", language=words.language_name(one.chosen)))


def _row(one: CountryLanguages, words: Words) -> list[Button]:
    return [
        Button(_label(one.country, language, words), f"speaks:{one.country}:{language}")
        for language in one.languages
        if language != one.chosen
    ]


def _label(country: str, language: str, words: Words) -> str:
    label = words(
        "button.speaks",
        country=words.countries([country]),
        language=words.language_name(language),
    )
    return as_plain_text(label)


def _elsewhere_button(language: str, words: Words) -> Button:
    label = words("button.speaks_elsewhere", language=words.language_name(language))
    return Button(as_plain_text(label), f"speaks:own:{language}")


def language_chosen_screen(chosen: LanguageChosen, words: Words) -> Screen:
    """Says what the senders of a country get now, and offers to write a text that is missing."""
    country, undo = (
        words.countries([chosen.country]),
        undo_row(words("button.undo"), chosen.audit_id),
    )
    names = [words.language_name(one) for one in (chosen.language, chosen.gets)]
    if chosen.gets == chosen.language:
        return Screen(words("speaks.done", country=country, language=names[0]), undo)
    text = words("speaks.done_without", country=country, language=names[0], gets=names[1])
    write = Button(words("button.write_it"), f"ask:reply_{chosen.language}")
    return Screen(text, [[write], *undo])


def own_language_screen(changed: OwnLanguageChanged, words: Words) -> Screen:
    """Says what all other countries get from now on."""
    text = words("speaks.own_done", language=words.language_name(changed.language))
    return Screen(text, undo_row(words("button.undo"), changed.audit_id))
