"""Back and on, under whatever does not fit one message."""

import pytest

from bot.screens.screen import page_row
from tests.support.screens import EN, FR


@pytest.mark.parametrize(
    ("page", "pages", "turns"),
    [
        pytest.param(0, 0, [], id="no page"),
        pytest.param(0, 1, [], id="the only one"),
        pytest.param(0, 2, ["x:1:1"], id="the first of two"),
        pytest.param(1, 2, ["x:1:0"], id="the second of two"),
        pytest.param(1, 3, ["x:1:0", "x:1:2"], id="in the middle"),
        pytest.param(5, 3, ["x:1:4"], id="beyond the last"),
    ],
)
def test_a_page_leads_to_those_beside_it(page, pages, turns):
    rows = page_row(EN, page, pages, "x:1")

    assert [[one.data for one in row] for row in rows] == ([turns] if turns else [])


def test_the_buttons_say_back_and_on():
    assert [one.label for one in page_row(EN, 1, 3, "x:1")[0]] == ["‹ Back", "Next ›"]
    assert [one.label for one in page_row(FR, 1, 3, "x:1")[0]] == ["‹ Avant", "Suite ›"]
