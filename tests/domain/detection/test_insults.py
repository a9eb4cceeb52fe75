"""The detector finds disguised insults and leaves ordinary texts alone."""

import pytest

from hotline.domain.detection.insults import is_insulting


@pytest.mark.parametrize(
    "text",
    ["sale pute", "P U T E", "saaaalope", "s4l0pe", "fils de pute va", "you stupid bitch", "ntm"],
)
def test_an_insult_is_found_in_its_disguise(text):
    assert is_insulting(text)


@pytest.mark.parametrize(
    "text",
    ["salut c'est Thomas", "on se voit quand ?", "je suis dispo mardi", "le chien dort", "reputé",
     "tu fais quoi ce soir, ciné ?", "I'd love to see you again", "bonne fête", ""],
)  # fmt: skip
def test_an_ordinary_text_is_no_insult(text):
    assert not is_insulting(text)
