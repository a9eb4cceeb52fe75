"""Which language the senders of each country get, and how owners choose."""

from bot.screens.country_languages import (
    country_languages_screen,
    language_chosen_screen,
    own_language_screen,
)
from hotline.domain.roles import Role
from hotline.usecases.setup.change_hotline_language import OwnLanguageChanged
from hotline.usecases.setup.choose_language import CountryLanguages, LanguageChosen, LanguagesShown
from tests.support.screens import EN, FR, all_taps, check_screen, labels, read, taps

FOUND = LanguagesShown(
    [
        CountryLanguages("BE", ("fr", "nl", "de"), "fr", "fr"),
        CountryLanguages("CH", ("fr", "de", "it"), "it", "fr"),
    ],
    "fr",
    ["en"],
)


def text(screen):
    return read(check_screen(screen).text)


def test_what_each_country_gets_and_may_get():
    screen = country_languages_screen(FOUND, EN, role=Role.OWNER)

    assert text(screen) == (
        "<b>Which language senders get</b>\n"
        "Belgium: French\n"
        "Switzerland: French\n"
        "→ Italian is chosen, and has no text yet.\n"
        "Countries without a text in their language: French. The group and alerts speak it too."
    )
    assert labels(screen) == [
        ["Belgium: Dutch", "Belgium: German"],
        ["Switzerland: French", "Switzerland: German"],
        ["All others: English"],
    ]
    assert taps(screen) == [
        ["speaks:BE:nl", "speaks:BE:de"], ["speaks:CH:fr", "speaks:CH:de"], ["speaks:own:en"],
    ]  # fmt: skip
    assert text(country_languages_screen(FOUND, FR, role=Role.OWNER)) == (
        "<b>Quelle langue reçoivent les expéditeurs</b>\n"
        "Belgique : français\n"
        "Suisse : français\n"
        "→ En italien, qui est choisi, il n'y a pas encore de texte.\n"
        "Les pays sans texte dans leur langue : français. Le groupe et les alertes la parlent"
        " aussi."
    )


def test_who_is_no_owner_may_look():
    screen = country_languages_screen(FOUND, EN, role=Role.ORGANIZER)

    assert all_taps(screen) == []
    assert text(screen).endswith("\nOnly owners can change this.")


def test_a_choice_says_what_they_get():
    done = language_chosen_screen(LanguageChosen(8, "BE", "nl", "nl"), EN)
    waits = language_chosen_screen(LanguageChosen(8, "BE", "nl", "fr"), EN)

    assert (text(done), taps(done)) == ("Chosen. Belgium: replies in Dutch.", [["undo:8"]])
    assert text(waits) == (
        "Chosen. Belgium: replies in Dutch, once there is a text in it. Until then the text in"
        " French goes there."
    )
    assert taps(waits) == [["ask:reply_nl"], ["undo:8"]]
    assert text(language_chosen_screen(LanguageChosen(8, "BE", "nl", "fr"), FR)) == (
        "C'est choisi. Belgique : réponses en néerlandais, dès qu'il y aura un texte. Jusque-là,"
        " c'est le texte en français qui part."
    )


def test_the_language_of_all_others():
    screen = own_language_screen(OwnLanguageChanged(8, "en"), EN)

    assert text(screen) == (
        "Countries without a text in their language get this from now on: English."
    )
    assert taps(screen) == [["undo:8"]]
