"""/delay: how long replies wait, and what else they might."""

from datetime import timedelta

import pytest

from bot.screens.delay import delay_changed_screen, delay_rows, delay_screen
from hotline.usecases.setup.change_delay import DelayChanged
from tests.support.screens import BOTH, EN, FR, check_screen, labels, language, read, settings, taps


def text(screen):
    return read(check_screen(screen).text)


def test_how_long_replies_wait():
    assert text(delay_screen(settings(), EN)) == (
        "Replies leave 60 min after the first text.\n"
        "Each sender gets one reply, for life.\n"
        "To change it: /delay 60m"
    )
    assert text(delay_screen(settings(), FR)) == (
        "Les réponses partent 60 min après le premier texto.\n"
        "Chaque numéro reçoit une seule réponse, une fois pour toutes.\n"
        "Pour changer : /delai 60m"
    )


@pytest.mark.parametrize(
    ("days", "english", "french"),
    [
        pytest.param(1, "A sender may be answered again after 1 day.",
                     "Un même numéro peut recevoir une nouvelle réponse après 1 jour.", id="one"),
        pytest.param(2, "A sender may be answered again after 2 days.",
                     "Un même numéro peut recevoir une nouvelle réponse après 2 jours.", id="two"),
    ],
)  # fmt: skip
def test_how_often_a_sender_is_answered(days, english, french):
    found = settings(repeat_after=timedelta(days=days))

    assert text(delay_screen(found, EN)).split("\n")[1] == english
    assert text(delay_screen(found, FR)).split("\n")[1] == french


@pytest.mark.parametrize(
    ("minutes", "offered"),
    [
        pytest.param(60, ["delay:1800s", "delay:7200s", "delay:10800s"], id="one of those offered"),
        pytest.param(45, ["delay:1800s", "delay:3600s", "delay:7200s", "delay:10800s"],
                     id="another"),
    ],
)  # fmt: skip
def test_the_other_delays_are_offered(minutes, offered):
    assert [one.data for one in delay_rows(timedelta(minutes=minutes), EN)[0]] == offered


@pytest.mark.parametrize(
    ("words", "other", "often"),
    [
        pytest.param(EN, "Another delay", "How often", id="en"),
        pytest.param(FR, "Un autre délai", "Combien de fois", id="fr"),
    ],
)
def test_the_buttons_of_the_delay(words, other, often):
    screen = delay_screen(settings(), words)

    assert labels(screen) == [["30 min", "2 h", "3 h"], [other], [often]]
    assert taps(screen)[1:] == [["ask:delay"], ["repeat:now"]]


@pytest.mark.parametrize(
    ("seconds", "length"),
    [
        pytest.param(0, "0 s", id="none"),
        pytest.param(45, "45 s", id="seconds"),
        pytest.param(2700, "45 min", id="minutes"),
        pytest.param(5400, "90 min", id="an hour and a half"),
        pytest.param(7200, "2 h", id="hours"),
    ],
)
def test_a_new_delay_is_said_and_can_be_undone(seconds, length):
    assert text(delay_changed_screen(DelayChanged(8, seconds), EN)) == (
        f"New replies wait {length}. Those already planned keep their time."
    )
    assert text(delay_changed_screen(DelayChanged(8, seconds), FR)) == (
        f"Les nouvelles réponses attendront {length}. Celles déjà prévues gardent leur heure."
    )
    assert taps(delay_changed_screen(DelayChanged(8, seconds), EN)) == [["undo:8"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_delay_fits(words):
    long = timedelta(hours=23, minutes=59)

    check_screen(delay_screen(settings(delay=long, repeat_after=timedelta(days=999)), words))
