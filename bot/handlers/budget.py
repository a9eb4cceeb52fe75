"""/budget and /fund: what may be spent, what it came to, and the rules about it."""

import asyncio
import logging
import re
from dataclasses import replace

from bot.desk import Request
from bot.handlers.ids import id_from
from bot.pictures.budget import DayBar, draw_budget
from bot.screens.budget import (
    budget_changed_screen,
    budget_question_screen,
    budget_screen,
    cap_kept_screen,
    price_fixed_screen,
    release_question_screen,
    rule_changed_screen,
)
from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.money import Cap, to_micros
from hotline.usecases.change_budget import BudgetQuestion, change_budget
from hotline.usecases.change_money_rule import MoneyRule, change_money_rule
from hotline.usecases.fix_price import fix_price
from hotline.usecases.fund import fund
from hotline.usecases.release_held_for_budget import release_held_for_budget
from hotline.usecases.show_budget import Money, show_budget

log = logging.getLogger(__name__)

# What people write, in either language.
_CAPS = {"day": Cap.DAY, "jour": Cap.DAY, "total": Cap.TOTAL}
_RULES = {
    "margin": MoneyRule.MARGIN,
    "marge": MoneyRule.MARGIN,
    "reply": MoneyRule.REPLY,
    "réponse": MoneyRule.REPLY,
    "reponse": MoneyRule.REPLY,
    "inbound": MoneyRule.INBOUND,
    "entrants": MoneyRule.INBOUND,
}
_PRICE = ("price", "prix")
_AUTOMATIC = ("auto", "twilio")
_QUOTES = "\"'“”«»\u00a0\u202f "


async def budget(request: Request) -> None:
    """`/budget`, `/budget day 50`, `/budget total 500`, and the rules (see `_RULES`)."""
    words = request.arguments.lower().split()
    if not words:
        await show(request)
    elif words[0] in _CAPS and len(words) == 2:
        await _change(request, _CAPS[words[0]], _amount(words[1]))
    elif words[0] in _RULES and len(words) == 2:
        await _change_rule(request, _RULES[words[0]], words[1])
    elif words[0] in _PRICE and len(words) == 3:
        await _fix_price(request, words[1].upper(), words[2])
    else:
        raise RejectedError("not_a_budget")


async def fund_(request: Request) -> None:
    """`/fund 200 "cagnotte"`: asks once more."""
    amount, _, note = request.arguments.strip().partition(" ")
    if not amount:
        raise RejectedError("not_a_fund")
    note = re.sub(r"\s+", " ", note.strip(_QUOTES))
    question = await request.run(fund, request.organizer, _amount(amount), note, now=request.now)
    await request.show(budget_question_screen(question, request.words))


async def show(request: Request) -> None:
    """The figures, with the picture of the last fortnight."""
    money = await request.run(show_budget, now=request.now)
    screen = budget_screen(money, request.words, now=request.now)
    if request.message_id is None:
        screen = replace(screen, picture=await _picture(request, money))
    await request.show(screen)


async def offer_raise(request: Request) -> None:
    """A tap on Raise: `day:75000000`, asked about as if it were written."""
    cap, _, micros = request.arguments.partition(":")
    if cap not in tuple(Cap):
        raise RefusedError("nothing_there")
    await _change(request, Cap(cap), id_from(micros), must_raise=True)


async def keep_cap(request: Request) -> None:
    """A tap on Keep: what is held stays held, and the message says how much."""
    money = await request.run(show_budget, now=request.now)
    await request.show(cap_kept_screen(money, request.words))


async def ask_release(request: Request) -> None:
    """A tap on Release: what was held for want of budget."""
    question = await request.run(release_held_for_budget, request.organizer, now=request.now)
    await request.show(release_question_screen(question, request.words))


async def _change(request: Request, cap: Cap, micros: int, *, must_raise: bool = False) -> None:
    found = await request.run(
        change_budget, request.organizer, cap, micros, now=request.now, must_raise=must_raise
    )
    if isinstance(found, BudgetQuestion):
        await request.show(budget_question_screen(found, request.words))
    else:
        await request.show(budget_changed_screen(found, request.words))


async def _change_rule(request: Request, rule: MoneyRule, text: str) -> None:
    value = _percent(text) if rule is MoneyRule.MARGIN else _amount(text)
    changed = await request.run(change_money_rule, request.organizer, rule, value, now=request.now)
    await request.show(rule_changed_screen(changed, request.words))


async def _fix_price(request: Request, country: str, text: str) -> None:
    micros = None if text in _AUTOMATIC else _amount(text)
    currency = await request.run(fix_price, request.organizer, country, micros, now=request.now)
    await request.show(price_fixed_screen(country, micros, currency, request.words))


async def _picture(request: Request, money: Money) -> bytes | None:
    """None if it cannot be drawn: the figures are what matters."""
    days = [DayBar(day, figures) for day, figures in money.days]
    try:
        return await asyncio.to_thread(
            draw_budget,
            days,
            cap_micros=money.settings.budget.day_micros,
            currency=money.settings.currency,
            words=request.words,
        )
    except Exception:
        log.exception("the picture was not drawn")
        return None


def _amount(text: str) -> int:
    return to_micros(text.strip("€$£"))


def _percent(text: str) -> int:
    number = text.rstrip("%")
    if not (number.isascii() and number.isdecimal() and len(number) < 6):
        raise RejectedError("not_a_percent")
    return int(number)
