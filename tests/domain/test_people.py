"""The rules clean a name of what nobody can see."""

import pytest

from hotline.domain.people import clean_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("  Clara \n\t B. ", "Clara B."),
        ("Ali\u202ece", "Alice"),
        ("\u200b\u200f", ""),
        ("x" * 60, "x" * 40),
        ("<b>&", "<b>&"),
        ("👩\u200d🚒 Zoé", "👩🚒 Zoé"),
    ],
)
def test_names_hold_nothing_that_cannot_be_seen(given, shown):
    assert clean_name(given) == shown
