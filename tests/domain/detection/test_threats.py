"""The detector tells threats from mere insults and from ordinary texts."""

from random import Random

import pytest

from hotline.domain.detection.insults import undisguised
from hotline.domain.detection.threats import is_threatening
from simulator.scenarios import texts as made_up


@pytest.mark.parametrize(
    "text",
    [
        "je vais te tuer", "On va te violer salope", "JE SAIS OÙ TU HABITES", "t'es morte",
        "j'ai ton adresse, je viens chez toi te planter", "tu vas crever", "on va vous retrouver",
        "je te bute", "suicide-toi", "tes jours sont comptés", "je v a i s te crever",
        "j3 vais te tu3r", "on sait où tu bosses", "une balle dans la tête", "va te pendre",
        "i'm going to kill you", "I will find you", "we know where you live", "kill yourself",
        "je sais où t'habites", "jvais te tuer", "t mort",
        "je vais te faire mal", "you're dead", "watch your back", "x" * 1000 + " je vais te tuer",
    ],
)  # fmt: skip
def test_a_threat_is_found_in_its_disguise(text):
    assert is_threatening(text)


@pytest.mark.parametrize(
    "text",
    [
        "salut c'est Thomas", "je vais te retrouver au bar", "t'habites où exactement ?",
        "je passe chez toi demain ?", "je viens chez toi te voir", "tu me tues :)",
        "sale pute", "ta gueule", "fdp", "c'est mort", "t'es morte de rire ?",
        "t es mort de fatigue",
        "je sais où te trouver, café de la gare", "I will find you tomorrow at the station",
        "je suis mort de rire", "j'ai ton adresse mail", "tu vas payer l'addition ?",
        "I'd kill for a coffee", "you are to die for", "can I find you on Insta?", "",
        "je vais te chercher à la gare", "on va te faire visiter Lyon", "prends soin de toi",
    ],
)  # fmt: skip
def test_what_only_insults_and_what_is_ordinary_is_none(text):
    assert not is_threatening(text)


def test_no_ordinary_text_of_the_scenarios_is_taken_for_one():
    rng = Random(7)
    write = (made_up.opening, made_up.following)
    ordinary = {one(rng) for _ in range(3000) for one in write}

    assert [text for text in ordinary if is_threatening(text)] == []


def test_a_text_made_to_be_slow_is_read_like_any_other():
    """Quadratic, each of these would take minutes; and of one sign may come many letters."""
    for sign in ("7", "@", "\u3316", "a "):
        assert len(undisguised(sign * 200_000, most=100_000)) <= 100_000
