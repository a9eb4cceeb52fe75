"""The screens of /budget and /fund. A caption under a picture holds 1024 characters."""

from datetime import datetime

from babel.dates import format_date

from bot.screens.screen import Button, Screen, confirm_rows, joined, undo_row
from bot.screens.text_length import LONGEST_CAPTION, length
from hotline.domain.money import MICROS, Cap, raised
from hotline.domain.prices import CountryPrice
from hotline.usecases.money.change_budget import BudgetChanged, BudgetQuestion
from hotline.usecases.money.change_money_rule import MoneyRule, MoneyRuleChanged
from hotline.usecases.money.fix_price import PriceFixed, PriceQuestion
from hotline.usecases.money.show_budget import Money
from hotline.usecases.replies.release_held_for_budget import Released, ReleaseQuestion
from hotline.words import Html, Words

_PRICES_SHOWN = 6


def budget_screen(money: Money, words: Words, *, now: datetime) -> Screen:
    """Shows what is spent, owed and left, how long it lasts, and what incoming texts cost."""
    currency, budget = money.settings.currency, money.settings.budget
    figures = [
        words(
            f"budget.{cap}",
            spent=words.cents(found.bound_micros, currency),
            left=words.cents(left, currency),
            cap=words.money(budget.of(cap), currency),
        )
        for cap, found, left in (
            (Cap.DAY, money.day, money.left_today_micros),
            (Cap.TOTAL, money.total, money.left_in_all_micros),
        )
    ]
    lines = [
        words("budget.title"),
        *figures,
        _owed(money, words),
        _life(money, words),
        _inbound(money, words),
        words("budget.unplugged") if money.unplugged else "",
        words.count("budget.unpriced", money.unpriced) if money.unpriced else "",
        _prices(money, words, now),
        _funds(money, words),
        words("budget.example"),
    ]
    # Under a picture the examples are what one misses least.
    if length(joined(*lines)) > LONGEST_CAPTION:
        lines.pop()
    return Screen(joined(*lines), _rows(money, words))


def _inbound(money: Money, words: Words) -> Html:
    """What texts that came in cost, with the sum of both, and whether anything bounds it."""
    settings = money.settings
    line = words(
        "budget.inbound",
        today=words.cents(money.day.inbound_micros, settings.currency),
        in_all=words.cents(money.total.inbound_micros, settings.currency),
        both=words.cents(money.day.bound_micros + money.day.inbound_micros, settings.currency),
    )
    bound = settings.inbound_cap_micros
    if bound is None:
        return Html(f"{line} " + words("budget.inbound_unbound"))
    most = words.money(bound, settings.currency)
    return Html(f"{line} " + words("budget.inbound_bound", most=most))


def budget_question_screen(question: BudgetQuestion, words: Words) -> Screen:
    """Asks before a raise: its cost at worst, what would leave; the button has the figure."""
    currency = question.currency
    values = {
        "before": words.money(question.from_micros, currency),
        "after": words.money(question.to_micros, currency),
        "worst": words.cents(question.worst_micros, currency),
        "added": words.money(question.added_micros, currency),
        "note": question.note,
    }
    held = ""
    if question.held.replies:
        amount = words.cents(question.held.micros, currency)
        held = words.count("budget.would_leave", question.held.replies, amount=amount)
    warning = words("fund.no_names") if question.note else ""
    text = joined(words(_question_key(question), **values), held, warning)
    label = words("button.raise", amount=words.money(question.to_micros, currency))
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def _question_key(question: BudgetQuestion) -> str:
    if question.added_micros:
        return "fund.question_noted" if question.note else "fund.question"
    is_limited = question.worst_micros < question.to_micros - question.from_micros
    if question.cap is Cap.DAY and is_limited:
        return "budget.question.day_limited"
    return f"budget.question.{question.cap}"


def budget_changed_screen(changed: BudgetChanged, words: Words) -> Screen:
    """Shows the new cap, what it released, and whether anything can still leave."""
    amount = words.money(changed.to_micros, changed.currency)
    bound = (changed.day if changed.cap is Cap.DAY else changed.total).bound_micros
    lines = [words(f"budget.changed.{changed.cap}", amount=amount)]
    if bound >= changed.to_micros:
        lines.append(words("budget.used_up", spent=words.cents(bound, changed.currency)))
    if changed.released:
        lines.append(words.count("budget.released", changed.released))
    if changed.audit_id is None:
        return Screen(joined(*lines, words("fund.correct", before=_plain(changed.before_micros))))
    return Screen(joined(*lines), undo_row(words("button.undo"), changed.audit_id))


def _plain(micros: int) -> str:
    """An amount as one types it: `480` or `480.50`."""
    return f"{micros / MICROS:.2f}".removesuffix(".00")


def cap_kept_screen(money: Money, words: Words) -> Screen:
    """Says that the cap stays, and how much it holds."""
    if not money.held.replies:
        return Screen(words("budget.kept_none"))
    amount = words.cents(money.held.micros, money.settings.currency)
    return Screen(words.count("budget.kept", money.held.replies, amount=amount))


def release_question_screen(question: ReleaseQuestion, words: Words) -> Screen:
    """Asks before a release: how many replies would leave, and at what price."""
    count, amount = question.held.replies, words.cents(question.held.micros, question.currency)
    label = words("button.release", count=count, amount=amount)
    text = words.count("budget.release_question", count, amount=amount)
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def released_screen(released: Released, words: Words) -> Screen:
    """Says how many replies are planned again."""
    return Screen(words.count("budget.released", released.replies))


def money_rule_changed_screen(changed: MoneyRuleChanged, words: Words) -> Screen:
    """Shows the rule as it is now."""
    text = money_rule_line(changed.rule, changed.value, changed.currency, words)
    return Screen(text, undo_row(words("button.undo"), changed.audit_id))


def money_rule_line(rule: MoneyRule, value: int | None, currency: str, words: Words) -> Html:
    """The rule as a sentence. `value`: per cent for the margin, else micros."""
    if rule is MoneyRule.MARGIN:
        return words("rule.margin", value=value)
    if rule is MoneyRule.INBOUND and not value:
        return words("rule.inbound_off")
    if value is None:
        return _without_value(rule, words)
    return words(f"rule.{rule}", value=words.money(value, currency))


def _without_value(rule: MoneyRule, words: Words) -> Html:
    return words("rule.unplug_never") if rule is MoneyRule.UNPLUG else words("rule.hour_auto")


def price_question_screen(question: PriceQuestion, words: Words) -> Screen:
    """Asks before a price below Twilio's list: too little would be reserved."""
    amount = words.money(question.micros, question.currency)
    listed = words.money(question.listed_micros, question.currency)
    text = words("price.question", country=question.country, amount=amount, listed=listed)
    label = words("button.fix_price", amount=amount)
    return Screen(text, confirm_rows(words, label, question.proposal_id))


def price_fixed_screen(fixed: PriceFixed, words: Words) -> Screen:
    """Shows the price at which a segment is counted from now on."""
    if fixed.micros is None:
        return Screen(words("price.listed", country=fixed.country))
    amount = words.money(fixed.micros, fixed.currency)
    return Screen(words("price.fixed", country=fixed.country, amount=amount))


def _owed(money: Money, words: Words) -> Html:
    currency = money.settings.currency
    planned = words.count(
        "budget.owed", money.planned.replies, amount=words.cents(money.planned.micros, currency)
    )
    if not money.held.replies:
        return planned
    held = words.count(
        "budget.held", money.held.replies, amount=words.cents(money.held.micros, currency)
    )
    return joined(planned, held)


def _life(money: Money, words: Words) -> Html | str:
    if not money.left_in_all_micros:
        return ""
    if money.days_of_life is None:
        return words("budget.no_pace")
    if not money.days_of_life:
        return words("budget.short_life")
    if money.days_of_life > 999:
        return words("budget.long_life")
    return words.count("budget.life", money.days_of_life)


def _prices(money: Money, words: Words, now: datetime) -> Html:
    shown = [_price(one, money.settings.currency, words) for one in money.prices[:_PRICES_SHOWN]]
    fetched = [one.fetched_at for one in money.prices if one.fetched_at is not None]
    prices = Html(", ".join(shown))
    margin = money.settings.margin_percent
    if not fetched:
        return words("budget.prices_unfetched", prices=prices, margin=margin)
    age = words.duration(now - min(fetched))
    return words("budget.prices", prices=prices, margin=margin, age=age)


def _price(price: CountryPrice, currency: str, words: Words) -> Html:
    if price.fixed_micros is not None:
        amount = words.money(price.fixed_micros, currency)
        return words("budget.price_fixed", country=price.country, amount=amount)
    if price.listed_micros is None:
        return words("budget.price_unknown", country=price.country)
    amount = words.money(price.listed_micros, currency)
    return words("budget.price", country=price.country, amount=amount)


def _funds(money: Money, words: Words) -> Html:
    lines = []
    for day, micros, note in money.funds:
        when = format_date(day, "d MMM", locale=words.language)
        amount = words.money(micros, money.settings.currency)
        key = "budget.fund_noted" if note else "budget.fund"
        lines.append(words(key, day=when, amount=amount, note=note or ""))
    return joined(*lines)


def _rows(money: Money, words: Words) -> list[list[Button]]:
    currency, rows = money.settings.currency, []
    if money.held_that_fit:
        amount = words.cents(money.held.micros, currency)
        label = words("button.release", count=money.held.replies, amount=amount)
        if money.held_that_fit < money.held.replies:
            label = words("button.release_some", fit=money.held_that_fit, count=money.held.replies)
        rows.append([Button(label, "release:budget")])
    for cap in Cap:
        bound = (money.day if cap is Cap.DAY else money.total).bound_micros
        needed = bound + money.held.micros
        offer = raised(money.settings.budget.of(cap), needed_micros=needed)
        label = words(f"button.raise_{cap}", amount=words.money(offer, currency))
        other = Button(words("button.other_amount"), f"ask:budget_{cap}")
        rows.append([Button(label, f"raise:{cap}:{offer}"), other])
    rows.append([Button(words("button.fund"), "ask:fund")])
    rows.append([Button(words("button.countries_now"), "countries:show")])
    return rows
