"""The box speaks the system's language."""

import pytest

from simulator.box.sentences import language_of, words


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr"}, "fr"),
        ({"LANG": "fr.UTF-8"}, "fr"),
        ({"LANG": "fr@euro"}, "fr"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({"LANG": "fry_NL"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "fr_BE.UTF-8"}, "fr"),
        ({"LC_ALL": "C", "LC_MESSAGES": "fr_FR.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "", "LANG": "fr_FR.UTF-8"}, "fr"),
    ],
)
def test_the_language_is_the_first_that_is_set(variables, language):
    assert language_of(variables) == language


def test_a_sentence_is_plain_text(monkeypatch):
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")

    assert words("box.no_button", label="<b>1 & 2</b>") == (
        "Il n’y a pas de bouton «\u00a0<b>1 & 2</b>\u00a0»."
    )
