"""/reveal: why, one moment, and the number for a minute."""

import pytest

from bot.screens.reveal import revealed_screen, revealing_screen, why_screen
from hotline.usecases.senders.reveal_number import Revealed
from tests.support.cast import HIM
from tests.support.screens import (
    BOTH,
    EN,
    ESCAPED,
    FR,
    HOSTILE,
    check_screen,
    labels,
    language,
    read,
    taps,
)


def test_the_reason_is_asked_for_and_written_down():
    screen = check_screen(why_screen(412, EN))

    assert read(screen.text) == (
        "<b>Why do you need the number of #412?</b> It is written down for good and told to the"
        " others. The number vanishes after a minute."
    )
    assert read(why_screen(412, FR).text) == (
        "<b>Pourquoi avez-vous besoin du numéro de #412 ?</b> C'est noté pour toujours et dit aux"
        " autres. Le numéro disparaît au bout d'une minute."
    )
    assert taps(screen) == [
        ["reveal:412:complaint"], ["reveal:412:danger"], ["reveal:412:mistake"],
    ]  # fmt: skip
    assert labels(screen) == [
        ["For a complaint"], ["Somebody is in danger"], ["They may be here by mistake"],
    ]  # fmt: skip
    assert labels(why_screen(412, FR)) == [
        ["Pour une plainte"], ["Quelqu'un est en danger"], ["Il est peut-être là par erreur"],
    ]  # fmt: skip


def test_until_the_number_may_be_shown_there_is_no_number():
    assert read(revealing_screen(EN).text) == "One moment…"
    assert read(revealing_screen(FR).text) == "Un instant…"


@pytest.mark.parametrize(
    ("number", "english", "french"),
    [
        pytest.param(
            HIM, f"#412: <tg-spoiler>{HIM}</tg-spoiler>\nThis vanishes after a minute.",
            f"#412 : <tg-spoiler>{HIM}</tg-spoiler>\nCeci disparaît au bout d'une minute.",
            id="a number",
        ),
        pytest.param(
            None, "The number of #412 cannot be read any more.",
            "Le numéro de #412 ne peut plus être lu.", id="none that can be read",
        ),
    ],
)  # fmt: skip
def test_the_number_is_hidden_until_it_is_touched(number, english, french):
    found = Revealed(412, number)

    assert read(check_screen(revealed_screen(found, EN)).text) == english
    assert read(check_screen(revealed_screen(found, FR)).text) == french
    assert revealed_screen(found, EN).rows == []


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_sender_made_of_letters_is_escaped(words):
    screen = check_screen(revealed_screen(Revealed(412, HOSTILE), words))

    assert f"<tg-spoiler>{ESCAPED}</tg-spoiler>" in screen.text
