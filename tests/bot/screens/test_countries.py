"""The countries to which replies may go: the list, and how to change it."""

import pytest

from bot.screens.countries import countries_changed_screen, countries_screen
from hotline.usecases.setup.change_countries import MOST, CountriesChanged
from tests.support.screens import BOTH, EN, FR, check_screen, labels, language, read, taps


@pytest.mark.parametrize(
    ("countries", "english", "french"),
    [
        pytest.param(["FR"], "Replies may go to: France.",
                     "Les réponses peuvent aller vers : France.", id="one"),
        pytest.param(["FR", "BE"], "Replies may go to: France, Belgium.",
                     "Les réponses peuvent aller vers : France, Belgique.", id="two"),
        pytest.param(["FR", "ZZ"], "Replies may go to: France, Unknown Region.",
                     "Les réponses peuvent aller vers : France, région indéterminée.",
                     id="one that is none"),
    ],
)  # fmt: skip
def test_the_list_is_shown_by_name(countries, english, french):
    assert read(check_screen(countries_screen(countries, EN)).text) == english
    assert read(check_screen(countries_screen(countries, FR)).text) == french


def test_of_several_one_can_go_back_to_the_home_country():
    screen = countries_screen(["FR", "BE"], EN)

    assert taps(screen) == [["countries:FR"], ["ask:countries"]]
    assert labels(screen) == [["Only France"], ["Other countries"]]
    assert labels(countries_screen(["FR", "BE"], FR)) == [["Seulement France"], ["D'autres pays"]]


def test_of_one_there_are_only_others_to_choose():
    assert taps(countries_screen(["FR"], EN)) == [["ask:countries"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("home", ["BA", "CI", "KN", "TT"])
def test_a_name_with_a_sign_stands_as_it_is_on_a_button_and_is_escaped_in_the_text(home, words):
    screen = countries_screen([home, "FR"], words)

    assert words.countries([home]) in screen.rows[0][0].label
    check_screen(screen)


def test_the_new_list_is_said_and_can_be_undone():
    changed = CountriesChanged(8, ["FR", "CH"])

    assert read(check_screen(countries_changed_screen(changed, EN)).text) == (
        "From now on replies may go to: France, Switzerland. Their prices are being asked for."
    )
    assert read(check_screen(countries_changed_screen(changed, FR)).text) == (
        "Désormais, les réponses peuvent aller vers : France, Suisse. Leurs prix sont demandés."
    )
    assert taps(countries_changed_screen(changed, EN)) == [["undo:8"], ["speaks:all"]]
    french = CountriesChanged(8, ["FR", "DE"])
    assert taps(countries_changed_screen(french, EN)) == [["undo:8"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_list_fits(words):
    check_screen(countries_screen(["GS"] * MOST, words))
    check_screen(countries_changed_screen(CountriesChanged(8, ["GS"] * MOST), words))
