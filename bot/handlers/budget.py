"""/budget and /fund: what may be spent, what was spent, and the rules about it."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from bot.handlers.ids import id_from
from bot.handlers.prompts import ask_for
from bot.pictures.budget import DayBar, DaysOfMoney, draw_budget
from bot.pictures.drawn import drawn
from bot.request import Request
from bot.screens.approvals import done_screen
from bot.screens.budget import (
    budget_changed_screen,
    budget_question_screen,
    budget_screen,
    cap_kept_screen,
    money_rule_changed_screen,
    price_fixed_screen,
    price_question_screen,
    release_question_screen,
)
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.money import Cap
from hotline.domain.refusals import Refusal
from hotline.domain.written.amounts import read_amount, read_percent, split_amount
from hotline.usecases.money.add_funds import add_funds
from hotline.usecases.money.change_budget import BudgetQuestion, change_budget
from hotline.usecases.money.change_money_rule import MoneyRule, change_money_rule
from hotline.usecases.money.fix_price import PriceQuestion, fix_price
from hotline.usecases.money.show_budget import Money, show_budget
from hotline.usecases.replies.release_held_for_budget import release_held_for_budget

# The words that people write, in either language.
_CAPS = {"day": Cap.DAY, "jour": Cap.DAY, "total": Cap.TOTAL}
_RULES = {
    "margin": MoneyRule.MARGIN,
    "marge": MoneyRule.MARGIN,
    "reply": MoneyRule.REPLY,
    "réponse": MoneyRule.REPLY,
    "reponse": MoneyRule.REPLY,
    "inbound": MoneyRule.INBOUND,
    "entrants": MoneyRule.INBOUND,
    "hour": MoneyRule.HOUR,
    "heure": MoneyRule.HOUR,
    "unplug": MoneyRule.UNPLUG,
    "débrancher": MoneyRule.UNPLUG,
    "debrancher": MoneyRule.UNPLUG,
}
_PRICE = ("price", "prix")
_AUTOMATIC = ("auto", "twilio")
_NEVER = ("never", "jamais", "0", "off")
# `france 0,08`, `Royaume-Uni : auto`, `FR €0.08`: a country, then its price.
_COUNTRY_PRICE = re.compile(r"(?P<country>.*?[^\W\d_].*?)[\s:=]+(?P<price>auto|twilio|[0-9€$£].*)")
_QUOTES = "\"'“”«»\u00a0\u202f "


async def budget(request: Request) -> None:
    """`/budget` shows; `/budget day 50`, `/budget total 500` and the words of `_RULES` change."""
    with _says_again("budget", request):
        await _budget(request)


async def meant(request: Request) -> None:
    """A tap: `budget:day 1000`, or `fund:1000`, which amount was meant by `1,000`."""
    command, _, arguments = request.arguments.partition(":")
    if command not in _AGAIN:
        raise RefusedError(Refusal.NOTHING_THERE)
    await _AGAIN[command](replace(request, arguments=arguments))


@contextmanager
def _says_again(command: str, request: Request) -> Iterator[None]:
    """If the amount may mean two, let the answer offer both, each in the same command."""
    try:
        yield
    except RejectedError as error:
        if error.code is Refusal.UNSURE_AMOUNT:
            error.facts["again"] = f"{command}:{request.arguments.strip()}"
        raise


async def _budget(request: Request) -> None:
    word, _, rest = request.arguments.lower().strip().partition(" ")
    if not word:
        await show(request)
    elif word in _CAPS and rest:
        await _change(request, _CAPS[word], read_amount(rest))
    elif word in _RULES and rest:
        await _change_rule(request, _RULES[word], rest)
    elif word in _PRICE and rest:
        await _fix_price(request, rest.strip())
    else:
        raise RejectedError(Refusal.NOT_A_BUDGET)


async def fund_(request: Request) -> None:
    """`/fund 200 "cagnotte"` asks for confirmation. Alone: ask how much."""
    if not request.arguments.strip():
        await ask_for(request, "fund")
        return
    with _says_again("fund", request):
        micros, note = split_amount(request.arguments)
    note = re.sub(r"\s+", " ", note.strip(_QUOTES))
    question = await request.run(
        add_funds, request.organizer, micros, note, database=request.database, now=request.now
    )
    await request.show(budget_question_screen(question, request.words))


_AGAIN = {"budget": budget, "fund": fund_}


async def show(request: Request) -> None:
    """Show the figures, with a picture of the last fortnight."""
    money = await request.run(show_budget, database=request.database, now=request.now)
    screen = budget_screen(money, request.words, now=request.now)
    if request.message_id is None:
        screen = replace(screen, picture=await _picture(request, money))
    await request.show(screen)


async def offer_raise(request: Request) -> None:
    """A tap on Raise: `day:75000000` (micros) asks for confirmation, as if it were written."""
    cap, _, micros = request.arguments.partition(":")
    if cap not in tuple(Cap):
        raise RefusedError(Refusal.NOTHING_THERE)
    # A message of its own: the message that was tapped keeps its text and its buttons.
    aside = replace(request, message_id=None)
    await _change(aside, Cap(cap), id_from(micros), must_raise=True)


async def keep_cap(request: Request) -> None:
    """A tap on Keep: the cap stays, and the message says how much stays held."""
    money = await request.run(show_budget, database=request.database, now=request.now)
    await request.show(cap_kept_screen(money, request.words))


async def ask_release(request: Request) -> None:
    """A tap on Release: ask whether to release what is held for lack of budget."""
    question = await request.run(
        release_held_for_budget, request.organizer, database=request.database, now=request.now
    )
    aside = replace(request, message_id=None)
    await aside.show(release_question_screen(question, request.words))


async def _change(request: Request, cap: Cap, micros: int, *, must_raise: bool = False) -> None:
    found = await request.run(
        change_budget,
        request.organizer,
        cap,
        micros,
        database=request.database,
        now=request.now,
        must_raise=must_raise,
    )
    if isinstance(found, BudgetQuestion):
        await request.show(budget_question_screen(found, request.words))
    else:
        await request.show(budget_changed_screen(found, request.words))


async def _change_rule(request: Request, rule: MoneyRule, text: str) -> None:
    value = _rule_value(rule, text.strip())
    changed = await request.run(
        change_money_rule,
        request.organizer,
        rule,
        value,
        database=request.database,
        now=request.now,
    )
    await request.show(
        done_screen(changed, money_rule_changed_screen, request.words, now=request.now)
    )


def _rule_value(rule: MoneyRule, text: str) -> int | None:
    if rule is MoneyRule.HOUR and text == "auto":
        return None
    if rule is MoneyRule.UNPLUG and text in _NEVER:
        return None
    return read_percent(text) if rule is MoneyRule.MARGIN else read_amount(text)


async def _fix_price(request: Request, rest: str) -> None:
    written = _COUNTRY_PRICE.fullmatch(rest)
    if written is None:
        raise RejectedError(Refusal.NOT_A_BUDGET)
    country = request.words.country_code(written["country"])
    if country is None:
        raise RejectedError(Refusal.NO_SUCH_COUNTRY, country=written["country"])
    price = written["price"]
    micros = None if price in _AUTOMATIC else read_amount(price)
    found = await request.run(
        fix_price, request.organizer, country, micros, database=request.database, now=request.now
    )
    if isinstance(found, PriceQuestion):
        await request.show(price_question_screen(found, request.words))
    else:
        await request.show(done_screen(found, price_fixed_screen, request.words, now=request.now))


async def _picture(request: Request, money: Money) -> bytes | None:
    """None if there is nothing to see yet, or drawing fails: the figures are what matters."""
    if not any(day.bound_micros or day.inbound_micros for _, day in money.days):
        return None
    shown = DaysOfMoney(
        [DayBar(day, figures) for day, figures in money.days],
        cap_micros=money.settings.budget.day_micros,
        currency=money.settings.currency,
        used_up=money.used_up,
    )
    return await drawn(draw_budget, shown, request.words)
