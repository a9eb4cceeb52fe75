"""Around the card of an incident: what an act would do, and what it did."""

from datetime import timedelta

import pytest

from bot.screens.incidents.acts import (
    blocked_many_screen,
    dismissed_screen,
    incident_question_screen,
    mute_until_screen,
    mute_why_screen,
    muted_screen,
    settled_screen,
)
from hotline.domain.acts import Act
from hotline.domain.detection.evidence import Sign
from hotline.usecases.incidents.ask_incident_act import DismissQuestion
from hotline.usecases.incidents.block_incident_senders import BlockedMany
from hotline.usecases.incidents.dismiss_incident import Dismissed
from hotline.usecases.replies.settle_held_replies import IncidentQuestion, Settled
from tests.support.screens import (
    BOTH,
    EN,
    FR,
    NOW,
    a_backlog,
    check_screen,
    incident,
    labels,
    language,
    read,
    taps,
)


def said(screen):
    return read(check_screen(screen).text)


def question(act, replies, senders=0):
    return IncidentQuestion(5, act, senders, a_backlog(replies), "EUR")


@pytest.mark.parametrize(
    ("asked", "english", "french"),
    [
        pytest.param(
            question(Act.BLOCK_MANY, 3, senders=1),
            "<b>Block 1 sender?</b> Replies dropped: 3, saved €0.24. They never know. Can be"
            " undone for a day.",
            "<b>Bloquer 1 expéditeur ?</b> Réponses abandonnées : 3, économie 0,24 €. Il n'en"
            " saura rien. Annulable pendant un jour.",
            id="block one",
        ),
        pytest.param(
            question(Act.BLOCK_MANY, 0, senders=2),
            "<b>Block 2 senders?</b> Replies dropped: 0, saved €0.00. They never know. Can be"
            " undone for a day.",
            "<b>Bloquer 2 expéditeurs ?</b> Réponses abandonnées : 0, économie 0,00 €. Ils n'en"
            " sauront rien. Annulable pendant un jour.",
            id="block two",
        ),
        pytest.param(
            question(Act.DROP_HELD, 1),
            "<b>Drop the held reply for ever?</b> Saves €0.08. This cannot be undone.",
            "<b>Abandonner définitivement la réponse retenue ?</b> Économie : 0,08 €. Elle ne sera"
            " jamais envoyée. Irréversible.",
            id="drop one of an incident",
        ),
        pytest.param(
            question(Act.DROP_HELD, 2),
            "<b>Drop the 2 held replies for ever?</b> Saves €0.16. Those that look genuine will"
            " never be sent either. This cannot be undone.",
            "<b>Abandonner définitivement les 2 réponses retenues ?</b> Économie : 0,16 €. Même"
            " celles qui semblent sincères ne seront jamais envoyées. Irréversible.",
            id="drop two of an incident",
        ),
        pytest.param(
            question(Act.DROP_REPLIES, 1),
            "<b>Drop the held reply for ever?</b> Saves €0.08. This cannot be undone.",
            "<b>Abandonner définitivement la réponse retenue ?</b> Économie : 0,08 €."
            " Irréversible.",
            id="drop one",
        ),
        pytest.param(
            question(Act.DROP_REPLIES, 2),
            "<b>Drop the 2 held replies for ever?</b> Saves €0.16. This cannot be undone.",
            "<b>Abandonner définitivement les 2 réponses retenues ?</b> Économie : 0,16 €."
            " Irréversible.",
            id="drop two",
        ),
        pytest.param(
            question(Act.RELEASE_GENUINE, 1),
            "<b>Release 1 reply?</b> Nothing speaks against its sender so far. It costs €0.08.",
            "<b>Libérer 1 réponse ?</b> Rien ne parle contre son expéditeur pour l'instant. Elle"
            " coûte 0,08 €.",
            id="release one that looks genuine",
        ),
        pytest.param(
            question(Act.RELEASE_GENUINE, 2),
            "<b>Release 2 replies?</b> Nothing speaks against their senders so far. They cost"
            " €0.16.",
            "<b>Libérer 2 réponses ?</b> Rien ne parle contre leurs expéditeurs pour l'instant."
            " Elles coûtent 0,16 €.",
            id="release two that look genuine",
        ),
        pytest.param(
            question(Act.RELEASE_REPLIES, 1),
            "<b>Release 1 reply?</b> It costs €0.08. What the budget does not cover is held again.",
            "<b>Libérer 1 réponse ?</b> Elle coûte 0,08 €. Ce que le budget ne couvre pas sera de"
            " nouveau retenu.",
            id="release one",
        ),
        pytest.param(
            question(Act.RELEASE_REPLIES, 2),
            "<b>Release 2 replies?</b> They cost €0.16. What the budget does not cover is held"
            " again.",
            "<b>Libérer 2 réponses ?</b> Elles coûtent 0,16 €. Ce que le budget ne couvre pas sera"
            " de nouveau retenu.",
            id="release two",
        ),
    ],
)
def test_the_question_says_whom_it_touches_and_what_it_costs(asked, english, french):
    assert said(incident_question_screen(asked, EN)) == english
    assert said(incident_question_screen(asked, FR)) == french


@pytest.mark.parametrize(
    ("asked", "english", "french"),
    [
        pytest.param(question(Act.BLOCK_MANY, 3, senders=9), "Block 9", "Bloquer 9", id="block"),
        pytest.param(question(Act.DISMISS, 2), "Open, and release 2 · €0.16",
                     "Ouvrir, et libérer 2 · 0,16 €", id="dismiss"),
        pytest.param(question(Act.DROP_HELD, 2), "Drop 2 · saves €0.16",
                     "Abandonner 2 · économise 0,16 €", id="drop of an incident"),
        pytest.param(question(Act.DROP_REPLIES, 1), "Drop 1 · saves €0.08",
                     "Abandonner 1 · économise 0,08 €", id="drop"),
        pytest.param(question(Act.RELEASE_GENUINE, 1), "Release 1 · €0.08",
                     "Libérer 1 · 0,08 €", id="release what looks genuine"),
        pytest.param(question(Act.RELEASE_REPLIES, 2), "Release 2 · €0.16",
                     "Libérer 2 · 0,16 €", id="release"),
    ],
)  # fmt: skip
def test_the_question_has_its_figure_on_the_button(asked, english, french):
    screen = incident_question_screen(asked, EN)

    assert labels(screen) == [[english], ["Cancel"]]
    assert labels(incident_question_screen(asked, FR)) == [[french], ["Ne rien changer"]]
    assert taps(screen) == [["confirm:5"], ["discard:5"]]


@pytest.mark.parametrize(
    ("senders", "dropped", "english", "french"),
    [
        pytest.param(
            1, 1, "Blocked: 1 sender. Replies dropped: 1, saved €0.08.",
            "Bloqué : 1 expéditeur. Réponses abandonnées : 1, économie 0,08 €.", id="one",
        ),
        pytest.param(
            2, 0, "Blocked: 2 senders. Replies dropped: 0, saved €0.00.",
            "Bloqués : 2 expéditeurs. Réponses abandonnées : 0, économie 0,00 €.", id="two",
        ),
    ],
)  # fmt: skip
def test_what_a_block_of_many_did(senders, dropped, english, french):
    blocked = BlockedMany(senders, dropped, dropped * 80_000, "EUR", 8)

    assert said(blocked_many_screen(blocked, EN)) == english
    assert said(blocked_many_screen(blocked, FR)) == french
    assert taps(blocked_many_screen(blocked, EN)) == [["undo:8"]]


@pytest.mark.parametrize(
    ("act", "count", "english", "french"),
    [
        pytest.param(Act.DROP_HELD, 1, "1 reply dropped. Saved: €0.08.",
                     "1 réponse abandonnée. Économie : 0,08 €.", id="one of an incident dropped"),
        pytest.param(Act.DROP_HELD, 2, "2 replies dropped. Saved: €0.16.",
                     "2 réponses abandonnées. Économie : 0,16 €.",
                     id="two of an incident dropped"),
        pytest.param(Act.DROP_REPLIES, 0, "0 replies dropped. Saved: €0.00.",
                     "0 réponse abandonnée. Économie : 0,00 €.", id="none dropped"),
        pytest.param(Act.DROP_REPLIES, 2, "2 replies dropped. Saved: €0.16.",
                     "2 réponses abandonnées. Économie : 0,16 €.", id="two dropped"),
        pytest.param(Act.RELEASE_GENUINE, 1, "1 reply is planned again (€0.08).",
                     "1 réponse est de nouveau prévue (0,08 €).", id="one genuine released"),
        pytest.param(Act.RELEASE_GENUINE, 2, "2 replies are planned again (€0.16).",
                     "2 réponses sont de nouveau prévues (0,16 €).", id="two genuine released"),
        pytest.param(Act.RELEASE_REPLIES, 1, "1 reply is planned again (€0.08).",
                     "1 réponse est de nouveau prévue (0,08 €).", id="one released"),
        pytest.param(Act.RELEASE_REPLIES, 2, "2 replies are planned again (€0.16).",
                     "2 réponses sont de nouveau prévues (0,16 €).", id="two released"),
    ],
)  # fmt: skip
def test_what_was_released_or_dropped_is_counted(act, count, english, french):
    settled = Settled(act, a_backlog(count), "EUR")

    assert said(settled_screen(settled, EN)) == english
    assert said(settled_screen(settled, FR)) == french
    assert settled_screen(settled, EN).rows == []


@pytest.mark.parametrize(
    ("released", "is_suspended", "english", "french"),
    [
        pytest.param(0, False, "The hotline is open. 0 replies are planned again.",
                     "La ligne est ouverte. 0 réponse est de nouveau prévue.", id="none"),
        pytest.param(1, False, "The hotline is open. 1 reply is planned again.",
                     "La ligne est ouverte. 1 réponse est de nouveau prévue.", id="one"),
        pytest.param(2, False, "The hotline is open. 2 replies are planned again.",
                     "La ligne est ouverte. 2 réponses sont de nouveau prévues.", id="two"),
        pytest.param(
            1, True,
            "Noted. The hotline stays suspended; 1 reply is planned and leaves after /resume.",
            "C'est noté. La ligne reste suspendue ; 1 réponse est prévue et partira après"
            " /reprendre.",
            id="one, suspended",
        ),
        pytest.param(
            2, True,
            "Noted. The hotline stays suspended; 2 replies are planned and leave after /resume.",
            "C'est noté. La ligne reste suspendue ; 2 réponses sont prévues et partiront après"
            " /reprendre.",
            id="two, suspended",
        ),
    ],
)  # fmt: skip
def test_what_is_dismissed_opens_the_hotline_unless_people_suspended_it(
    released, is_suspended, english, french
):
    done = Dismissed(released, 0, is_suspended=is_suspended, audit_id=8)
    assert said(dismissed_screen(done, EN)) == english
    assert said(dismissed_screen(done, FR)) == french


def test_what_was_dismissed_can_be_taken_back_and_says_what_stays():
    screen = dismissed_screen(Dismissed(1, 66, is_suspended=False, audit_id=8), FR)

    assert said(screen).endswith("66 autres restent retenues : /retenues")
    assert taps(screen) == [["undo:8"]]


def test_before_a_dismissal_one_reads_what_speaks_against_it():
    evidence = [{"sign": Sign.INSULTS, "hits": 66, "of": 305, "nats": 3.0}]
    asked = DismissQuestion(
        7, Act.DISMISS, 0, a_backlog(2), "EUR", incident(raid_chance=0.99, evidence=evidence), 66
    )

    assert said(incident_question_screen(asked, EN)) == (
        "<b>Really not a raid?</b> What speaks for one:\n"
        "Probably a raid: 99%. 66 of 305 first texts insult.\n"
        "The hotline opens. 2 replies whose senders look genuine leave: €0.16. The same traffic"
        " does not alarm for a day, unless it grows by half. You can undo it for 10 min.\n"
        "66 others stay held, in /held."
    )
    assert said(incident_question_screen(asked, FR)) == (
        "<b>Vraiment pas un raid ?</b> Ce qui en parle :\n"
        "Probabilité d'un raid : 99 %. 66 premiers textos sur 305 sont des insultes.\n"
        "La ligne s'ouvre. 2 réponses, dont les expéditeurs semblent sincères, partent : 0,16 €."
        " Le même trafic n'alarme plus pendant un jour, sauf s'il grandit de moitié. Annulable"
        " pendant 10 min.\n"
        "66 autres restent retenues, dans /retenues."
    )


def test_silence_asks_until_when_and_why():
    assert taps(mute_until_screen(3, EN)) == [["hush:3:1h"], ["hush:3:4h"], ["hush:3:morning"]]
    assert taps(mute_why_screen(3, "4h", FR)) == [
        ["hush:3:4h:sleeps"], ["hush:3:4h:covered"], ["hush:3:4h:knows"],
    ]  # fmt: skip


def test_somebody_who_wants_silence_is_told_until_when():
    until = NOW + timedelta(hours=1)

    assert said(muted_screen(until, EN, now=NOW)) == (
        "No sound about this until 18:00. The card goes on."
    )
    assert said(muted_screen(until, FR, now=NOW)) == (
        "Sans bruit à ce sujet jusqu'à 18:00. La fiche continue."
    )


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_the_longest_numbers_fit(words):
    check_screen(
        incident_question_screen(
            IncidentQuestion(10**15, Act.DISMISS, 0, a_backlog(99_999, 10**13), "EUR"), words
        )
    )


def test_a_release_that_the_budget_does_not_cover_says_so():
    settled = Settled(Act.RELEASE_REPLIES, a_backlog(2), "EUR", 100_000)
    assert said(settled_screen(settled, EN)).endswith(
        "The budget does not cover it (left today: €0.10): what does not fit is held again. /budget"
    )
    covered = Settled(Act.RELEASE_REPLIES, a_backlog(2), "EUR", 160_000)
    assert "does not cover" not in said(settled_screen(covered, EN))
