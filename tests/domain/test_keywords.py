"""The parser recognises the texts that are orders."""

import pytest

from hotline.domain.keywords import Keyword, read_keyword


@pytest.mark.parametrize(
    "body",
    ["STOP", "stop", " Stop ! ", "S.T.O.P", "ARRET", "arrêt", "Arre\u0302t.", "ARRÊTER", "arrêtez",
     "ＳＴＯＰ", "unsubscribe", "opt-out", "OPT OUT", "stop sms", "END", "désinscription",
     "«STOP»"],
)  # fmt: skip
def test_a_stop_is_heard_however_it_is_written(body):
    assert read_keyword(body) is Keyword.STOP


@pytest.mark.parametrize("body", ["START", "unstop", "Yes!"])
def test_a_start_is_heard(body):
    assert read_keyword(body) is Keyword.START


@pytest.mark.parametrize(
    "body",
    ["stop me if you know this one", "arrête de me parler", "STOP" * 200, "", None, "...", "🛑",
     "non stop", "start again"],
)  # fmt: skip
def test_a_sentence_is_not_an_order(body):
    assert read_keyword(body) is None
