"""/suspend and /resume."""

from datetime import timedelta

import pytest

from bot.screens.mode import resume_question_screen, resumed_screen, suspended_screen
from hotline.usecases.mode.ask_resume import ResumeQuestion
from hotline.usecases.mode.reopen import Resumed
from tests.support.screens import (
    BOTH,
    EN,
    FR,
    NOW,
    a_backlog,
    check_screen,
    label_of,
    labels,
    language,
    read,
    taps,
)


def said(screen):
    return read(check_screen(screen).text)


def question(waiting, genuine=0, *, is_guarded=False):
    return ResumeQuestion(7, a_backlog(waiting), a_backlog(genuine), "EUR", is_guarded)


@pytest.mark.parametrize(
    ("until", "english", "french"),
    [
        pytest.param(
            None,
            "<b>Suspended.</b> Nothing leaves any more; what arrives is still kept. /resume starts"
            " again.",
            "<b>Ligne suspendue.</b> Plus rien ne part ; ce qui arrive est toujours gardé."
            " /reprendre pour rouvrir.",
            id="without an end",
        ),
        pytest.param(
            NOW + timedelta(hours=2),
            "<b>Suspended until 19:00.</b> Nothing leaves until then; what arrives is still kept.",
            "<b>Ligne suspendue jusqu'à 19:00.</b> Rien ne part d'ici là ; ce qui arrive est"
            " toujours gardé.",
            id="for two hours",
        ),
    ],
)
def test_the_brake_has_worked_already_and_can_be_undone(until, english, french):
    assert said(suspended_screen(8, until, EN, now=NOW)) == english
    assert said(suspended_screen(8, until, FR, now=NOW)) == french
    assert taps(suspended_screen(8, until, EN, now=NOW)) == [["undo:8"]]
    assert labels(suspended_screen(8, until, EN, now=NOW)) == [["Undo"]]


@pytest.mark.parametrize(
    ("asked", "english", "french"),
    [
        pytest.param(question(0), "0 replies wait: €0.00. What becomes of them?",
                     "0 réponse attend : 0,00 €. Qu'en fait-on ?", id="none waits"),
        pytest.param(question(1), "1 reply waits: €0.08. What becomes of it?",
                     "1 réponse attend : 0,08 €. Qu'en fait-on ?", id="one waits"),
        pytest.param(question(2), "2 replies wait: €0.16. What becomes of them?",
                     "2 réponses attendent : 0,16 €. Qu'en fait-on ?", id="two wait"),
        pytest.param(
            question(1, is_guarded=True),
            "<b>The raid goes on.</b> Opening lifts the guard: new replies leave without being"
            " checked. 1 waits: €0.08.",
            "<b>Le raid continue.</b> Ouvrir lève la protection : les nouvelles réponses partiront"
            " sans contrôle. 1 attend : 0,08 €.",
            id="one waits in a raid",
        ),
        pytest.param(
            question(2, is_guarded=True),
            "<b>The raid goes on.</b> Opening lifts the guard: new replies leave without being"
            " checked. 2 wait: €0.16.",
            "<b>Le raid continue.</b> Ouvrir lève la protection : les nouvelles réponses partiront"
            " sans contrôle. 2 attendent : 0,16 €.",
            id="two wait in a raid",
        ),
    ],
)  # fmt: skip
def test_resuming_asks_what_becomes_of_what_waits(asked, english, french):
    assert said(resume_question_screen(asked, EN)) == english
    assert said(resume_question_screen(asked, FR)) == french


def test_the_buttons_carry_the_price_and_what_was_seen():
    screen = resume_question_screen(question(5, 2), EN)

    assert labels(screen) == [
        ["Keep 2 that look genuine · €0.16"],
        ["Keep all 5 · €0.40"],
        ["Drop 5 · saves €0.40"],
        ["Stay suspended"],
    ]
    assert taps(screen) == [
        ["resume:7:genuine:5"], ["resume:7:keep:5"], ["resume:7:drop:5"], ["resume:7:stay"],
    ]  # fmt: skip
    assert labels(resume_question_screen(question(5, 2), FR)) == [
        ["Garder 2 qui semblent sincères · 0,16 €"],
        ["Tout garder (5) · 0,40 €"],
        ["Abandonner (5) · −0,40 €"],
        ["Laisser suspendue"],
    ]


def test_of_one_that_looks_genuine_the_button_speaks_in_the_singular():
    data = "resume:7:genuine:5"

    assert label_of(resume_question_screen(question(5, 1), EN), data) == (
        "Keep 1 that looks genuine · €0.08"
    )
    assert label_of(resume_question_screen(question(5, 1), FR), data) == (
        "Garder 1 qui semble sincère · 0,08 €"
    )


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_one_reply_that_waits_is_not_all_of_them(words):
    label = label_of(resume_question_screen(question(1), words), "resume:7:keep:1")

    assert "all 1" not in label


@pytest.mark.parametrize("genuine", [0, 5])
def test_what_looks_genuine_is_offered_only_where_it_makes_a_difference(genuine):
    screen = resume_question_screen(question(5, genuine), EN)

    assert [row[0] for row in taps(screen)] == [
        "resume:7:keep:5", "resume:7:drop:5", "resume:7:stay",
    ]  # fmt: skip


def test_in_a_raid_one_may_also_change_nothing():
    asked = question(2, is_guarded=True)

    assert label_of(resume_question_screen(asked, EN), "resume:7:stay") == "Change nothing"
    assert label_of(resume_question_screen(asked, FR), "resume:7:stay") == "Ne rien changer"


@pytest.mark.parametrize(
    ("resumed", "english", "french"),
    [
        pytest.param(
            Resumed(0, is_guarded=False), "<b>Open again.</b> Replies leave when due.",
            "<b>Ligne rouverte.</b> Les réponses partent à l'heure prévue.", id="nothing dropped",
        ),
        pytest.param(
            Resumed(1, is_guarded=False), "<b>Open again.</b> 1 reply dropped.",
            "<b>Ligne rouverte.</b> 1 réponse abandonnée.", id="one dropped",
        ),
        pytest.param(
            Resumed(2, is_guarded=False), "<b>Open again.</b> 2 replies dropped.",
            "<b>Ligne rouverte.</b> 2 réponses abandonnées.", id="two dropped",
        ),
        pytest.param(
            Resumed(0, is_guarded=True),
            "<b>No longer suspended; the guard is on</b> because the raid goes on.",
            "<b>Suspension levée ; la protection reste active,</b> car le raid continue.",
            id="guarded",
        ),
        pytest.param(
            Resumed(1, is_guarded=True),
            "<b>No longer suspended; the guard is on</b> because the raid goes on.\n"
            "1 reply dropped.",
            "<b>Suspension levée ; la protection reste active,</b> car le raid continue.\n"
            "1 réponse abandonnée.",
            id="guarded, one dropped",
        ),
    ],
)  # fmt: skip
def test_what_resuming_did(resumed, english, french):
    assert said(resumed_screen(resumed, EN)) == english
    assert said(resumed_screen(resumed, FR)) == french
    assert resumed_screen(resumed, EN).rows == []


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_question_fits(words):
    huge = ResumeQuestion(10**9, a_backlog(20_000), a_backlog(19_999), "EUR", is_guarded=True)

    check_screen(resume_question_screen(huge, words))
