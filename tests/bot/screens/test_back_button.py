"""Where a screen leads back to: the menu it was opened from, or on through the first steps."""

import pytest

from bot.screens.back_button import way_back_of, with_way_back
from bot.screens.screen import Button, Screen
from hotline.words import Html
from tests.support.screens import EN, FR, check_screen, labels, taps

PLAIN = Screen(Html("x"), [[Button("a", "log:all:0:1")]])


@pytest.mark.parametrize(
    ("way_back", "words", "label"),
    [
        pytest.param("go:menu", EN, "‹ Menu", id="the menu"),
        pytest.param("first:delay", EN, "Next ›", id="on to a step"),
        pytest.param("first:delay", FR, "Suite ›", id="on to a step, in French"),
        pytest.param("first:done", EN, "Done", id="the end of the steps"),
    ],
)
def test_a_screen_gets_one_more_row(way_back, words, label):
    screen = check_screen(with_way_back(PLAIN, way_back, words))

    assert taps(screen) == [["log:all:0:1"], [way_back]]
    assert labels(screen) == [["a"], [label]]
    assert taps(PLAIN) == [["log:all:0:1"]]


@pytest.mark.parametrize("way_back", ["go:menu", "first:delay"])
def test_a_screen_that_leads_there_already_stays_as_it_is(way_back):
    screen = Screen(Html("x"), [[Button("a", "b:1"), Button("back", way_back)]])

    assert with_way_back(screen, way_back, EN) is screen


@pytest.mark.parametrize(
    ("data", "way_back"),
    [
        pytest.param([], "", id="no button"),
        pytest.param(["log:all:0:1", None, 3], "", id="none that leads back"),
        pytest.param(["go:status", "go:menu"], "go:menu", id="the menu"),
        pytest.param(["first:test", "first:done"], "first:done", id="the last of the steps'"),
        pytest.param(["go:menu", "first:delay"], "first:delay", id="the steps before the menu"),
        pytest.param(["go:menu:more"], "", id="more of the menu is no way back"),
    ],
)
def test_the_way_back_is_read_from_the_buttons_of_a_message(data, way_back):
    assert way_back_of(data) == way_back
