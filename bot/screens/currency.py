"""The screens of the hotline's currency."""

from bot.screens.screen import Screen, confirm_rows
from hotline.usecases.money.change_currency import CurrencyChanged, CurrencyQuestion
from hotline.words import Words


def currency_question_screen(question: CurrencyQuestion, words: Words) -> Screen:
    """What the budgets would be."""
    text = words(
        "currency.question",
        before=question.before,
        after=question.after,
        day=words.money(question.budget.day_micros, question.after),
        total=words.money(question.budget.total_micros, question.after),
    )
    label = words("button.currency", currency=question.after)
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def currency_changed_screen(changed: CurrencyChanged, words: Words) -> Screen:
    """What it counts in now."""
    return Screen(words("currency.done", currency=changed.currency))
