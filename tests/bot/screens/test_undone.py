"""What Undo says: what is so again, in figures, and what no undo brings back."""

from datetime import timedelta

import pytest

from bot.screens.undone import budget_undone_screen, undone_screen
from hotline.domain.acts import UNDOABLE, Act
from hotline.domain.facts import NoFacts
from hotline.domain.money import Budget, Cap, Figures
from hotline.usecases.mode.change_end import EndFacts
from hotline.usecases.money.change_budget import BudgetFacts
from hotline.usecases.money.change_money_rule import MoneyRule, MoneyRuleFacts
from hotline.usecases.proposals.act_table import ACTS
from hotline.usecases.proposals.undo_act import Undone
from hotline.usecases.reply_texts.publish_text import TextFacts
from hotline.usecases.setup.change_countries import CountriesFacts
from hotline.usecases.setup.change_delay import DelayFacts
from hotline.usecases.setup.change_hotline_language import OwnLanguageFacts
from hotline.usecases.setup.change_rule import HotlineRule, HotlineRuleFacts
from hotline.usecases.setup.choose_language import LanguageChoice
from hotline.usecases.team.take_phone import PhoneFacts
from tests.support.screens import (
    BOTH,
    EN,
    EURO,
    FR,
    NOW,
    check_screen,
    example_of,
    language,
    read,
    settings,
    status,
)

AT_THREE = NOW + timedelta(hours=10)


def text(act, facts, words=EN, whose=None, **of_status):
    if isinstance(facts, BudgetFacts):
        screen = budget_undone_screen(facts, status(**of_status), words)
    else:
        screen = undone_screen(Undone(act, facts), words, now=NOW, whose=whose)
    return read(check_screen(screen).text)


@pytest.mark.parametrize(
    ("act", "facts", "english", "french"),
    [
        pytest.param(
            Act.CHANGE_RULE, HotlineRuleFacts(HotlineRule.REPEAT, 30, None),
            "Undone. A sender may be answered again after 30 days.",
            "Annulé. Un même numéro peut recevoir une nouvelle réponse après 30 jours.",
            id="a rule",
        ),
        pytest.param(
            Act.CHANGE_MONEY_RULE, MoneyRuleFacts(MoneyRule.UNPLUG, None, 40 * EURO, "EUR"),
            "Undone. I never unplug by myself: what comes in is not bounded.",
            "Annulé. Je ne débranche jamais de moi-même : ce qui arrive n'est pas borné.",
            id="a rule about money that was not there",
        ),
        pytest.param(
            Act.CHANGE_DELAY, DelayFacts(3600, 60),
            "Undone: replies wait 60 min again.",
            "Annulé : le délai est de nouveau de 60 min.",
            id="the delay",
        ),
        pytest.param(
            Act.CHANGE_COUNTRIES, CountriesFacts(("FR", "BE"), ("FR",)),
            "Undone: we answer numbers from France, Belgium again.",
            "Annulé : nous répondons de nouveau vers ces pays : France, Belgique.",
            id="countries",
        ),
        pytest.param(
            Act.CHANGE_END, EndFacts(4, None, AT_THREE),
            "Undone: the suspension ends at 03:00 on 31 October again.",
            "Annulé : la suspension finit de nouveau à 03:00 le 31 octobre.",
            id="an end",
        ),
        pytest.param(
            Act.CHANGE_END, EndFacts(4, AT_THREE, None),
            "Undone: the suspension lasts until somebody resumes again.",
            "Annulé : la suspension dure de nouveau jusqu'à ce que quelqu'un reprenne.",
            id="no end",
        ),
        pytest.param(
            Act.CHOOSE_LANGUAGE, LanguageChoice("BE", "nl", "fr"),
            "Undone: Belgium gets Dutch again.",
            "Annulé : pour Belgique, la langue est de nouveau : néerlandais.",
            id="a country's language",
        ),
        pytest.param(
            Act.CHANGE_OWN_LANGUAGE, OwnLanguageFacts("en", "fr"),
            "Undone: the hotline's own language is French again.",
            "Annulé : la langue de la ligne est de nouveau : français.",
            id="the hotline's language",
        ),
        pytest.param(
            Act.CHANGE_REPLY_TEXT, TextFacts("fr", 3),
            "Undone: the reply text in French is as it was before. /reply shows it.",
            "Annulé : en français, le texte de réponse est de nouveau comme avant. /reponse le"
            " montre.",
            id="a text",
        ),
    ],
)  # fmt: skip
def test_it_says_what_is_so_again(act, facts, english, french):
    assert text(act, facts) == english
    assert text(act, facts, FR) == french


def test_the_phone_is_with_whoever_had_it():
    back = PhoneFacts(3, None, 2, None)

    assert text(Act.TAKE_PHONE, back, whose="Bruno").startswith(
        "Undone: Bruno has the phone again."
    )
    assert "nobody in particular" in text(Act.TAKE_PHONE, PhoneFacts(3, None, None, None))


def test_what_a_raise_had_let_go_is_not_brought_back():
    raised = BudgetFacts(Cap.DAY, EURO, 2 * EURO, "EUR", released=9)
    of_status = {
        "settings": settings(budget=Budget(1_200_000, 200 * EURO)),
        "day": Figures(spent_micros=1_970_000),
    }

    assert text(Act.CHANGE_BUDGET, raised, **of_status).split("\n") == [
        "Undone: the day's budget is €1.20 again, the total €200.00.",
        "The raise had let 9 replies go. What has left is paid: €1.97 today. What has not left yet"
        " waits for the budget.",
    ]
    lowered = BudgetFacts(Cap.DAY, 2 * EURO, EURO, "EUR")
    assert "let" not in text(Act.CHANGE_BUDGET, lowered, **of_status)


@pytest.mark.parametrize("words", BOTH, ids=language)
@pytest.mark.parametrize("act", sorted(UNDOABLE))
def test_every_act_that_can_be_undone_has_its_sentence(act, words):
    kept = ACTS[Act(act)].undo.kept

    assert text(Act(act), NoFacts() if kept is NoFacts else example_of(kept), words)
