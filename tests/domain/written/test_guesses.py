"""What was meant by a slip of the thumb, and by a kind word."""

import pytest

from bot.command_list import COMMANDS
from hotline.domain.written.guesses import Kindness, guess_command, guess_in_sentence, kindness_of
from hotline.words import typed_commands

KNOWN = {**{name: name for name in COMMANDS}, **typed_commands()}


@pytest.mark.parametrize(
    ("meant", "slips"),
    [("status", ("stauts", "statsu", "statut", "etta", "Etat", "stat us".replace(" ", ""))),
     ("suspend", ("suspnd", "supsend", "suspendr", "susprende", "stop", "SUSPENDRE", "arret")),
     ("block", ("blcok", "bloq", "bloquez", "bloker", "blok")),
     ("unblock", ("débloquer", "debloqer", "unblok")),
     ("menu", ("mneu", "menue")),
     ("help", ("hlep", "aid", "aides")),
     ("resume", ("repredre", "resum", "reprend")),
     ("senders", ("expéditeurs", "sendres"))],
)  # fmt: skip
def test_a_slip_of_the_thumb_is_guessed(meant, slips):
    assert {slip: guess_command(slip, KNOWN) for slip in slips} == dict.fromkeys(slips, meant)


@pytest.mark.parametrize("word", ["nonsense", "x", "zz", "", "ok", "oui", "blablabla", "mathilde"])
def test_what_resembles_nothing_is_not_guessed(word):
    assert guess_command(word, KNOWN) is None


def test_nothing_is_guessed_that_may_not_be_done():
    only_looks = {"status": "status", "etat": "status"}

    assert guess_command("stop", only_looks) is None
    assert guess_command("suspnd", only_looks) is None


@pytest.mark.parametrize(
    ("text", "meant"),
    [("aide", "help"), ("status", "status"), ("Suspendre !", "suspend"),
     ("suspendre 2h", "suspend"),
     ("statuts", "status"), ("/ status", None), ("je ne sais pas quoi faire", None),
     ("block #3 24h", "block"), ("bloquer un type qui m'a écrit trois fois hier soir", None),
     ("go away", None), ("", None), ("help\nme", None)],
)  # fmt: skip
def test_a_line_without_a_slash_is_a_guess_only_where_it_is_short(text, meant):
    assert guess_in_sentence(text, KNOWN) == meant


@pytest.mark.parametrize(
    ("text", "kindness"),
    [("bonjour", Kindness.HELLO), ("Bonjour à tous !", Kindness.HELLO),
     ("hello 👋", Kindness.HELLO), ("merci", Kindness.THANKS),
     ("Merci beaucoup 🙏", Kindness.THANKS), ("Thank you", Kindness.THANKS),
     ("bonjour, bloque #3", None), ("tout", None), ("👍", None), ("", None), ("50", None),
     ("merci de bloquer #3", None)],
)  # fmt: skip
def test_a_kind_word_is_known_if_it_is_nothing_more(text, kindness):
    assert kindness_of(text) is kindness
