"""/unplug and /plug, and pointing lines at us."""

import pytest

from bot.screens.lines import (
    plugging_screen,
    point_question_screen,
    pointing_screen,
    unplug_question_screen,
    unplugging_screen,
)
from hotline.usecases.lines.plug import Plugging
from hotline.usecases.lines.set_line_webhooks import PointQuestion
from hotline.usecases.lines.unplug import UnplugQuestion
from tests.support.cast import LINE
from tests.support.screens import BOTH, EN, FR, check_screen, labels, language, read, taps

UNPLUG = UnplugQuestion(5, [LINE], 1_400_000, "EUR")


def said(screen):
    return read(check_screen(screen).text)


def test_unplugging_says_what_stops_and_what_is_lost():
    english = said(unplug_question_screen(UNPLUG, EN))
    french = said(unplug_question_screen(UNPLUG, FR))

    assert english == (
        "<b>Unplug the line?</b> Texts no longer arrive and no longer cost (today: €1.40). They are"
        " lost: nobody who writes until then is answered."
        " Replies already planned still leave (/suspend stops them); calls are refused for"
        " free as before, and people who call still get a reply. /plug undoes it."
    )
    assert french == (
        "<b>Débrancher la ligne ?</b> Les textos n'arrivent plus et ne coûtent plus (aujourd'hui :"
        " 1,40 €). Ils sont perdus pour de bon : qui écrit entre-temps n'a pas de réponse. Les"
        " réponses déjà prévues partent encore (/suspendre les"
        " arrête) ; les appels restent refusés gratuitement, et qui appelle reçoit toujours une"
        " réponse. Pour la rebrancher : /rebrancher."
    )


def test_unplugging_is_confirmed_or_not():
    screen = unplug_question_screen(UNPLUG, EN)

    assert taps(screen) == [["confirm:5"], ["discard:5"]]
    assert labels(screen) == [["Unplug"], ["Cancel"]]
    assert labels(unplug_question_screen(UNPLUG, FR)) == [["Débrancher"], ["Ne rien changer"]]


@pytest.mark.parametrize(
    ("screen", "english", "french"),
    [
        pytest.param(
            unplugging_screen,
            "Unplugging: I tell you when Twilio has confirmed it. /plug undoes it.",
            "Débranchement en cours : je préviens dès que Twilio confirme. Pour la rebrancher :"
            " /rebrancher.",
            id="unplugging",
        ),
        pytest.param(
            lambda words: plugging_screen(Plugging(7, is_check=False), words),
            "Plugging in: I tell you when Twilio has confirmed it.",
            "Rebranchement en cours : je préviens dès que Twilio confirme.", id="plugging in",
        ),
        pytest.param(
            lambda words: plugging_screen(Plugging(7, is_check=True), words),
            "No line is unplugged. I check at Twilio that texts arrive, and tell you.",
            "Aucune ligne n'est débranchée. Je vérifie chez Twilio que les textos arrivent, et je"
            " vous le dis.",
            id="nothing to plug in",
        ),
        pytest.param(
            pointing_screen, "Being done at Twilio; you will be told.",
            "C'est en cours chez Twilio ; vous serez prévenu·e.", id="pointing",
        ),
    ],
)  # fmt: skip
def test_an_errand_is_on_its_way(screen, english, french):
    assert said(screen(EN)) == english
    assert said(screen(FR)) == french
    assert screen(EN).rows == []


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        pytest.param([LINE], LINE, id="one"),
        pytest.param([LINE, "+32470123456"], f"{LINE}, +32470123456", id="two"),
    ],
)
def test_pointing_names_the_lines_whose_addresses_are_replaced(lines, named):
    screen = point_question_screen(PointQuestion(5, lines), EN)

    assert said(screen) == (
        f"Have texts and calls to {named} announced to this hotline? What is set at Twilio now is"
        " replaced."
    )
    assert said(point_question_screen(PointQuestion(5, lines), FR)) == (
        f"Faire annoncer à cette ligne les textos et les appels à {named} ? Ce qui est réglé chez"
        " Twilio sera remplacé."
    )
    assert taps(screen) == [["confirm:5"], ["discard:5"]]
    assert labels(screen)[0] == ["Set the addresses at Twilio"]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_many_lines_fit(words):
    check_screen(point_question_screen(PointQuestion(10**15, [LINE] * 50), words))
