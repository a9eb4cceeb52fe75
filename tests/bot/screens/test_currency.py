"""The hotline's currency: what would be counted, and what is."""

import pytest

from bot.screens.currency import currency_changed_screen, currency_question_screen
from hotline.domain.money import Budget
from hotline.usecases.money.change_currency import CurrencyChanged, CurrencyQuestion
from tests.support.screens import BOTH, EN, EURO, FR, check_screen, labels, language, read, taps

QUESTION = CurrencyQuestion(5, "EUR", "USD", Budget(20 * EURO, 1_234_500_000))


def test_the_question_says_what_the_budgets_would_be():
    assert read(check_screen(currency_question_screen(QUESTION, EN)).text) == (
        "Count in USD instead of EUR? Budgets keep their figures: $20.00 a day, $1,234.50 in all."
        " Prices fixed by hand are forgotten."
    )
    assert read(check_screen(currency_question_screen(QUESTION, FR)).text) == (
        "Compter en USD au lieu de EUR ? Les budgets gardent leurs chiffres : 20,00 $US par jour,"
        " 1 234,50 $US en tout. Les prix fixés à la main sont oubliés."
    )


def test_the_question_is_confirmed_or_not():
    assert taps(currency_question_screen(QUESTION, EN)) == [["confirm:5"], ["discard:5"]]
    assert labels(currency_question_screen(QUESTION, EN)) == [["Count in USD"], ["Cancel"]]
    assert labels(currency_question_screen(QUESTION, FR))[0] == ["Compter en USD"]


def test_what_is_counted_in_now():
    done = CurrencyChanged(8, "USD")

    assert read(currency_changed_screen(done, EN).text) == "The hotline counts in USD now."
    assert read(currency_changed_screen(done, FR).text) == ("La ligne compte maintenant en USD.")
    assert currency_changed_screen(done, EN).rows == []


@pytest.mark.parametrize("words", BOTH, ids=language)
def test_a_currency_without_a_sign_of_its_own_is_named(words):
    question = CurrencyQuestion(5, "EUR", "CHF", Budget(0, 0))

    assert "CHF" in check_screen(currency_question_screen(question, words)).text
