"""A second person: who is asked, what has become of it, and for which acts two are needed."""

from datetime import timedelta

import pytest

from bot.screens.approvals import (
    agreed_screen,
    asked_screen,
    declined_screen,
    done_screen,
    overtaken_screen,
    shared_screen,
)
from bot.screens.screen import Screen
from hotline.domain.approvals import Shared
from hotline.domain.roles import Role
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.proposals.set_approval_rule import ApprovalRuleChanged
from tests.support.screens import BOTH, EN, FR, NOW, check_screen, labels, language, read, taps

UNTIL = NOW + timedelta(hours=1)


def said(screen):
    return read(check_screen(screen).text)


@pytest.mark.parametrize(
    ("people", "english", "french"),
    [
        pytest.param(
            1, "I asked 1 person to agree; it lapses at 18:00.",
            "J'ai demandé son accord à 1 personne ; cela expire à 18:00.", id="one",
        ),
        pytest.param(
            2, "I asked 2 people, one of whom must agree; it lapses at 18:00.",
            "J'ai demandé à 2 personnes, dont une doit être d'accord ; cela expire à 18:00.",
            id="two",
        ),
    ],
)  # fmt: skip
def test_the_person_who_asks_is_told_that_nothing_is_done_yet(people, english, french):
    asked = Asked(7, people, UNTIL)

    assert said(asked_screen(asked, EN, now=NOW)) == f"<b>Nothing is done yet.</b> {english}"
    assert said(asked_screen(asked, FR, now=NOW)) == (
        f"<b>Rien n'est fait pour l'instant.</b> {french}"
    )


def test_a_question_can_be_withdrawn():
    screen = asked_screen(Asked(7, 1, UNTIL), EN, now=NOW)

    assert taps(screen) == [["discard:7"]]
    assert labels(screen) == [["Withdraw the question"]]
    assert labels(asked_screen(Asked(7, 1, UNTIL), FR, now=NOW)) == [["Retirer la demande"]]


def test_what_is_done_is_shown_and_what_is_asked_is_said_to_be_asked():
    def shown(done, words):
        return Screen(words("budget.released", count=done))

    assert said(done_screen(1, shown, EN, now=NOW)).startswith("1 reply that was held")
    asked = done_screen(Asked(7, 1, UNTIL), shown, EN, now=NOW)
    assert said(asked).startswith("<b>Nothing is done yet.</b>")


@pytest.mark.parametrize(
    ("screen", "english", "french"),
    [
        pytest.param(agreed_screen, "You agreed: it is done.",
                     "Vous avez donné votre accord : c'est fait.", id="agreed"),
        pytest.param(declined_screen, "You declined: nothing is done.",
                     "Vous avez refusé : rien n'est fait.", id="declined"),
        pytest.param(
            overtaken_screen,
            "Too late: something has changed since it was asked. Nothing is done, and the person"
            " who asked is told.",
            "Trop tard : quelque chose a changé depuis la demande. Rien n'est fait, et la personne"
            " qui a demandé le sait.",
            id="overtaken",
        ),
    ],
)  # fmt: skip
def test_an_answer_says_what_has_become_of_it(screen, english, french):
    assert said(screen(EN)) == english
    assert said(screen(FR)) == french
    assert screen(EN).rows == []


def test_what_two_people_are_needed_for_is_listed():
    found = ApprovalRuleChanged(frozenset({Shared.RAISE_BUDGET, Shared.UNPLUG}))

    assert said(shared_screen(Role.OWNER, found, EN)) == (
        "<b>Two people</b> must agree to these:\n"
        "✓ raise the budget\n"
        "– release held replies (one is enough)\n"
        "– open in the middle of a raid (one is enough)\n"
        "✓ unplug the line\n"
        "– change a role, remove somebody (one is enough)\n"
        "In a raid, a new reply text always needs two, unless you are alone on the team."
    )
    assert said(shared_screen(Role.OWNER, found, FR)) == (
        "<b>Deux personnes</b> doivent être d'accord pour :\n"
        "✓ relever le budget\n"
        "– libérer des réponses retenues (une suffit)\n"
        "– rouvrir en plein raid (une suffit)\n"
        "✓ débrancher la ligne\n"
        "– changer un rôle, retirer quelqu'un (une suffit)\n"
        "Pendant un raid, un nouveau texte de réponse en demande toujours deux, sauf si vous êtes"
        " seul·e dans l'équipe."
    )


def test_owners_switch_each_of_them():
    found = ApprovalRuleChanged(frozenset({Shared.RAISE_BUDGET}))

    screen = shared_screen(Role.OWNER, found, EN)
    assert taps(screen) == [
        ["share:raise_budget:off"],
        ["share:release:on"],
        ["share:resume_in_raid:on"],
        ["share:unplug:on"],
        ["share:change_team:on"],
        ["team:all"],
    ]
    assert labels(screen)[:2] == [
        ["No longer two: raise the budget"],
        ["Ask for two: release held replies"],
    ]
    assert labels(shared_screen(Role.OWNER, found, FR))[:2] == [
        ["Une seule personne suffit : relever le budget"],
        ["Exiger deux personnes : libérer des réponses retenues"],
    ]


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("two_people", [frozenset(), frozenset(Shared)], ids=["none", "all"])
@pytest.mark.parametrize("role", [Role.ORGANIZER, Role.OBSERVER])
def test_the_others_look_and_switch_nothing(role, two_people, words):
    screen = check_screen(shared_screen(role, ApprovalRuleChanged(two_people), words))

    assert taps(screen) == [["team:all"]]
