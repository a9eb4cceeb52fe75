"""/status: one glance at the mode, the traffic, the money and the parts."""

from datetime import timedelta

import pytest

from bot.screens.status import last_inbound_line, status_screen
from hotline.domain.health import PARTS
from hotline.domain.modes import Mode
from hotline.domain.money import Budget, Figures
from hotline.domain.settings import Halt
from hotline.store.errands import Errand, ErrandKind, UnpluggedLine
from hotline.usecases.replies.halt_sending import NO_ANSWER
from tests.support.cast import LINE
from tests.support.screens import (
    BOTH,
    EN,
    EURO,
    FR,
    NOW,
    a_backlog,
    check_screen,
    language,
    parts,
    read,
    settings,
    status,
)

UNPLUGGED = [UnpluggedLine(LINE, "https://hotline.example.org/sms", "", NOW)]


def text(found, words=EN):
    screen = check_screen(status_screen(found, words, now=NOW))
    assert screen.rows == []
    return read(screen.text)


def lines(found, words=EN):
    return text(found, words).split("\n")


def test_an_ordinary_day_is_one_glance():
    assert text(status()) == (
        "<b>Open.</b> Replies leave when due.\n"
        "Last text or call: 12 min ago.\n"
        "2 replies are planned: €0.16, which can still be called off.\n"
        "4 replies sent today.\n"
        "Today: replies €0.40 + received texts €0.07 = €0.47; owed €0.16, left for replies"
        " €19.60. In all: replies €12.08, received texts €1.40.\n"
        "Everything works."
    )


def test_an_ordinary_day_is_one_glance_in_french():
    assert text(status(), FR) == (
        "<b>Ligne ouverte.</b> Les réponses partent à l'heure prévue.\n"
        "Dernier texto ou appel : il y a 12 min.\n"
        "2 réponses prévues : 0,16 €, encore annulables.\n"
        "4 réponses envoyées aujourd'hui.\n"
        "Aujourd'hui : réponses 0,40 € + textos reçus 0,07 € = 0,47 € ; dû 0,16 €, reste pour"
        " répondre 19,60 €. En tout : réponses 12,08 €, textos reçus 1,40 €.\n"
        "Tout fonctionne."
    )


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param(
            {"mode": Mode.OPEN}, "<b>Open.</b> Replies leave when due.",
            "<b>Ligne ouverte.</b> Les réponses partent à l'heure prévue.", id="open",
        ),
        pytest.param(
            {"mode": Mode.GUARDED},
            "<b>Guarded.</b> A raid is on: replies are held. /held /incidents /resume",
            "<b>Ligne protégée.</b> Un raid est en cours : les réponses sont retenues. /retenues"
            " /incidents /reprendre",
            id="guarded",
        ),
        pytest.param(
            {"mode": Mode.SUSPENDED}, "<b>Suspended.</b> Nothing leaves. /resume starts again.",
            "<b>Ligne suspendue.</b> Rien ne part. /reprendre pour rouvrir.", id="suspended",
        ),
        pytest.param(
            {"mode": Mode.SUSPENDED, "mode_until": NOW + timedelta(hours=2)},
            "<b>Suspended until 19:00.</b> Nothing leaves. /resume starts again now.",
            "<b>Ligne suspendue jusqu'à 19:00.</b> Rien ne part. /reprendre pour rouvrir"
            " maintenant.",
            id="suspended until tonight",
        ),
        pytest.param(
            {"mode": Mode.SUSPENDED, "mode_until": NOW + timedelta(days=1)},
            "<b>Suspended until 17:00 on 31 October.</b> Nothing leaves. /resume starts again"
            " now.",
            "<b>Ligne suspendue jusqu'à 17:00 le 31 octobre.</b> Rien ne part. /reprendre pour"
            " rouvrir maintenant.",
            id="suspended until tomorrow",
        ),
        pytest.param(
            {"mode": Mode.OPEN, "mode_until": NOW}, "<b>Open.</b> Replies leave when due.",
            "<b>Ligne ouverte.</b> Les réponses partent à l'heure prévue.",
            id="open again since a moment",
        ),
    ],
)  # fmt: skip
def test_the_mode_says_whether_replies_leave(changes, english, french):
    found = status(settings=settings(**changes))

    assert lines(found)[0] == english
    assert lines(found, FR)[0] == french


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        pytest.param(
            1, "1 reply is planned: €0.08, which can still be called off.",
            "1 réponse prévue : 0,08 €, encore annulable.", id="one",
        ),
        pytest.param(
            2, "2 replies are planned: €0.16, which can still be called off.",
            "2 réponses prévues : 0,16 €, encore annulables.", id="two",
        ),
    ],
)  # fmt: skip
def test_what_is_planned_is_counted(count, english, french):
    assert lines(status(planned=a_backlog(count)))[2] == english
    assert lines(status(planned=a_backlog(count)), FR)[2] == french


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param(
            {"held": a_backlog(1)},
            "1 reply is held: €0.08. It expires a day after the text. /held",
            "1 réponse retenue : 0,08 €. Elle expire un jour après le texto. /retenues",
            id="one is held",
        ),
        pytest.param(
            {"held": a_backlog(2)},
            "2 replies are held: €0.16. They expire a day after the text. /held",
            "2 réponses retenues : 0,16 €. Elles expirent un jour après le texto. /retenues",
            id="two are held",
        ),
        pytest.param(
            {"held": a_backlog(2, 80_000, unpriced=1)},
            "2 replies are held: €0.08. They expire a day after the text. /held"
            " (1 without a known price)",
            "2 réponses retenues : 0,08 €. Elles expirent un jour après le texto. /retenues"
            " (dont 1 sans prix connu)",
            id="the price of one is not known",
        ),
        pytest.param(
            {"unknown": 1},
            "For 1 reply we do not know whether it left: it is looked up at Twilio, and not sent"
            " again on a guess.",
            "On ignore si 1 réponse est partie : on vérifie chez Twilio, et elle n'est pas"
            " renvoyée au hasard.",
            id="one may have left",
        ),
        pytest.param(
            {"unknown": 2},
            "For 2 replies we do not know whether they left: they are looked up at Twilio, and"
            " not sent again on a guess.",
            "On ignore si 2 réponses sont parties : on vérifie chez Twilio, et elles ne sont pas"
            " renvoyées au hasard.",
            id="two may have left",
        ),
    ],
)
def test_what_waits_is_told_after_what_is_planned(changes, english, french):
    assert lines(status(**changes))[3] == english
    assert lines(status(**changes), FR)[3] == french


def test_what_does_not_wait_is_not_mentioned():
    assert not any(word in text(status()) for word in ("held", "do not know", "known price"))
    assert not any(word in text(status(), FR) for word in ("retenue", "On ignore", "prix connu"))


@pytest.mark.parametrize(
    ("count", "english", "french"),
    [
        pytest.param(0, "0 replies sent today.", "0 réponse envoyée aujourd'hui.", id="none"),
        pytest.param(1, "1 reply sent today.", "1 réponse envoyée aujourd'hui.", id="one"),
        pytest.param(2, "2 replies sent today.", "2 réponses envoyées aujourd'hui.", id="two"),
    ],
)
def test_what_was_sent_today_is_counted(count, english, french):
    assert lines(status(sent_today=count))[3] == english
    assert lines(status(sent_today=count), FR)[3] == french


@pytest.mark.parametrize(
    ("changes", "english", "french"),
    [
        pytest.param(
            {"settings": settings(halt=Halt("20003", NOW))},
            "<b>Nothing can be sent:</b> Twilio refuses (error 20003). One reply is tried every so"
            " often.",
            "<b>Rien ne peut partir :</b> Twilio refuse (erreur 20003). Une réponse est tentée de"
            " temps en temps.",
            id="Twilio refuses",
        ),
        pytest.param(
            {"settings": settings(halt=Halt(NO_ANSWER, NOW))},
            "<b>Twilio does not answer:</b> sending is stopped. One reply is tried every 5"
            " minutes.",
            "<b>Twilio ne répond pas :</b> l'envoi est arrêté. Une réponse est tentée toutes les 5"
            " minutes.",
            id="Twilio does not answer",
        ),
        pytest.param(
            {"unplugged": UNPLUGGED},
            "<b>The line is unplugged: texts do not arrive.</b> /plug",
            "<b>La ligne est débranchée : les textos n'arrivent plus.</b> /rebrancher",
            id="unplugged",
        ),
        pytest.param(
            {"errands": [Errand(1, ErrandKind.UNPLUG, LINE, 2)]},
            "<b>The line is being unplugged</b> (tries: 2).",
            "<b>Débranchement de la ligne en cours</b> (essais : 2).",
            id="being unplugged",
        ),
        pytest.param(
            {"errands": [Errand(1, ErrandKind.PLUG, LINE, 0)]},
            "<b>The line is being plugged in</b> (tries: 0).",
            "<b>Rebranchement de la ligne en cours</b> (essais : 0).",
            id="being plugged in",
        ),
        pytest.param(
            {"errands": [Errand(1, ErrandKind.POINT, LINE, 1)]},
            "Setting a line's addresses at Twilio (tries: 1).",
            "Réglage des adresses d'une ligne chez Twilio (essais : 1).",
            id="being pointed",
        ),
        pytest.param(
            {"day": Figures(20 * EURO)},
            "<b>The budget is used up: further replies are held.</b> /budget",
            "<b>Le budget est épuisé : les réponses suivantes sont retenues.</b> /budget",
            id="the budget is used up",
        ),
    ],
)
def test_what_makes_open_mean_less_comes_before_it(changes, english, french):
    assert lines(status(**changes))[:2] == [english, "<b>Open.</b>"]
    assert lines(status(**changes), FR)[:2] == [french, "<b>Ligne ouverte.</b>"]


def test_a_guarded_hotline_stays_guarded_whatever_else_is_wrong():
    found = status(settings=settings(mode=Mode.GUARDED), unplugged=UNPLUGGED)

    assert lines(found)[1].startswith("<b>Guarded.</b>")


def test_the_money_that_is_left_is_never_less_than_nothing():
    found = status(
        settings=settings(budget=Budget(EURO, EURO)), day=Figures(2 * EURO), total=Figures(2 * EURO)
    )

    assert "owed €0.16, left for replies €0.00." in text(found)


@pytest.mark.parametrize(
    ("at", "english", "french"),
    [
        pytest.param(None, "Nobody has written or called yet.",
                     "Personne n'a encore écrit ni appelé.", id="nobody yet"),
        pytest.param(NOW, "Last text or call: 0 s ago.",
                     "Dernier texto ou appel : il y a 0 s.", id="now"),
        pytest.param(NOW - timedelta(hours=3), "Last text or call: 3 h ago.",
                     "Dernier texto ou appel : il y a 3 h.", id="hours ago"),
        pytest.param(NOW - timedelta(days=3), "Last text or call: 3 d ago.",
                     "Dernier texto ou appel : il y a 3 j.", id="days ago"),
        pytest.param(NOW + timedelta(seconds=3), "Last text or call: 0 s ago.",
                     "Dernier texto ou appel : il y a 0 s.", id="by a clock that is ahead"),
    ],
)  # fmt: skip
def test_the_last_text_or_call_is_told_by_its_age(at, english, french):
    assert read(last_inbound_line(at, EN, NOW)) == english
    assert read(last_inbound_line(at, FR, NOW)) == french


@pytest.mark.parametrize(
    ("ages", "english", "french"),
    [
        pytest.param(
            {"worker": timedelta(minutes=4)},
            "State: worker <b>silent for 4 min</b>.",
            "État : worker <b>muet depuis 4 min</b>.",
            id="the worker is silent",
        ),
        pytest.param(
            {"bot": None},
            "State: bot <b>never seen</b>.",
            "État : bot <b>jamais vu</b>.",
            id="the bot was never seen",
        ),
        pytest.param(
            dict.fromkeys(PARTS),
            "State: webhook <b>never seen</b>, worker <b>never seen</b>, Redis <b>never seen</b>,"
            " bot <b>never seen</b>.",
            "État : webhook <b>jamais vu</b>, worker <b>jamais vu</b>, Redis <b>jamais vu</b>, bot"
            " <b>jamais vu</b>.",
            id="nothing was ever seen",
        ),
    ],
)
def test_a_part_that_is_silent_stands_out(ages, english, french):
    assert lines(status(parts=parts(**ages)))[-1] == english
    assert lines(status(parts=parts(**ages)), FR)[-1] == french


def test_nothing_planned_is_not_mentioned():
    assert "planned" not in text(status(planned=a_backlog(0)))


def test_a_raid_without_guard_is_said_first_with_the_way_back():
    found = status(settings=settings(mode=Mode.OPEN), raid_id=3)
    for words, first in (
        (EN, "<b>Open in the middle of a RAID, without guard.</b> Replies leave when due."),
        (FR, "<b>Ligne ouverte en plein raid, sans protection.</b> Les réponses partent à l'heure"
             " prévue."),
    ):  # fmt: skip
        screen = check_screen(status_screen(found, words, now=NOW))
        assert read(screen.text).split("\n")[0] == first
        assert [[one.data for one in row] for row in screen.rows] == [["guard:3"]]


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_everything_wrong_at_once_fits(words):
    text(
        status(
            settings=settings(
                mode=Mode.SUSPENDED, mode_until=NOW + timedelta(days=9), halt=Halt("20003", NOW)
            ),
            planned=a_backlog(99_999, 10**13, 99_999),
            held=a_backlog(99_999, 10**13, 99_999),
            unknown=99_999,
            sent_today=99_999,
            day=Figures(10**13, 10**13, 10**13),
            total=Figures(10**15, 10**15, 10**15),
            parts=parts(**dict.fromkeys(PARTS)),
            unplugged=UNPLUGGED,
            errands=[Errand(n, kind, LINE, 99) for n, kind in enumerate([*ErrandKind] * 4)],
        ),
        words,
    )
