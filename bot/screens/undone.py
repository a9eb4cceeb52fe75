"""What a tap on Undo did: what is so again, in figures where there are any."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from bot.screens.budget import money_rule_line
from bot.screens.rules import rule_line
from bot.screens.screen import Screen, joined
from hotline.domain.acts import Act
from hotline.domain.facts import Facts
from hotline.usecases.mode.change_end import EndFacts
from hotline.usecases.money.change_budget import BudgetFacts
from hotline.usecases.money.change_money_rule import MoneyRuleFacts
from hotline.usecases.proposals.undo_act import Undone
from hotline.usecases.reply_texts.publish_text import TextFacts
from hotline.usecases.reports.show_status import Status
from hotline.usecases.setup.change_countries import CountriesFacts
from hotline.usecases.setup.change_delay import DelayFacts
from hotline.usecases.setup.change_hotline_language import OwnLanguageFacts
from hotline.usecases.setup.change_rule import HotlineRuleFacts
from hotline.usecases.setup.choose_language import LanguageChoice
from hotline.words import Html, Words


def undone_screen(
    undone: Undone, words: Words, *, now: datetime, whose: str | None = None
) -> Screen:
    """Says what is so again. `whose`: the name of who has the phone again; None: nobody."""
    if isinstance(undone.facts, EndFacts):
        return Screen(_end(undone.facts, words, now))
    if undone.act is Act.TAKE_PHONE:
        nobody = words("undone.take_phone_open")
        return Screen(nobody if whose is None else words("undone.take_phone", by=whose))
    values = _VALUES.get(type(undone.facts), _no_values)
    return Screen(words(f"undone.{undone.act}", **values(undone.facts, words)))


def budget_undone_screen(facts: BudgetFacts, status: Status, words: Words) -> Screen:
    """Both caps; if the undone raise let replies go, what today has cost instead of them."""
    currency, budget = status.settings.currency, status.budget
    text = words(
        "undone.change_budget",
        day=words.money(budget.day_micros, currency),
        total=words.money(budget.total_micros, currency),
    )
    if not facts.released:
        return Screen(text)
    spent = words.cents(status.day.spent_micros, currency)
    return Screen(joined(text, words.count("undone.released", facts.released, spent=spent)))


def _end(facts: EndFacts, words: Words, now: datetime) -> Html:
    if facts.before is None:
        return words("undone.change_end_open")
    return words("undone.change_end", until=words.moment(facts.before, now=now))


def _no_values(_: Facts, __: Words) -> dict[str, object]:
    return {}


def _rule(facts: HotlineRuleFacts, words: Words) -> dict[str, object]:
    return {"rule": rule_line(facts.rule, facts.before, words)}


def _money_rule(facts: MoneyRuleFacts, words: Words) -> dict[str, object]:
    return {"rule": money_rule_line(facts.rule, facts.before, facts.currency, words)}


def _delay(facts: DelayFacts, words: Words) -> dict[str, object]:
    return {"delay": words.duration(timedelta(seconds=facts.from_seconds))}


def _countries(facts: CountriesFacts, words: Words) -> dict[str, object]:
    return {"countries": words.countries(facts.before)}


def _text(facts: TextFacts, words: Words) -> dict[str, object]:
    return {"language": words.language_name(facts.language)}


def _choice(facts: LanguageChoice, words: Words) -> dict[str, object]:
    country = words.countries([facts.country])
    return {"country": country, "language": words.language_name(facts.before)}


def _own_language(facts: OwnLanguageFacts, words: Words) -> dict[str, object]:
    return {"language": words.language_name(facts.before or facts.language)}


_VALUES: dict[type, Callable[[Any, Words], dict[str, object]]] = {
    HotlineRuleFacts: _rule,
    MoneyRuleFacts: _money_rule,
    DelayFacts: _delay,
    CountriesFacts: _countries,
    TextFacts: _text,
    LanguageChoice: _choice,
    OwnLanguageFacts: _own_language,
}
