"""The screens of the hotline's currency."""

from bot.screens.screen import Screen, confirm_rows
from hotline.usecases.money.change_currency import CurrencyChanged, CurrencyQuestion
from hotline.words import Words


def currency_question_screen(question: CurrencyQuestion, words: Words) -> Screen:
    """Asks before the currency changes, and shows the budgets in the new one."""
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
    """Says which currency the hotline now counts in."""
    return Screen(words("currency.done", currency=changed.currency))
