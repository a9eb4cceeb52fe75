"""The picture of /budget: each day's replies upwards, and what came in downwards.

The limit bounds replies only, so its line crosses nothing else.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from babel.dates import format_date

from bot.pictures.axis import amount, from_first, labelled, places, values_at
from bot.pictures.chart import Bar, Chart, Key, Line, Part, Shape, Tick
from bot.pictures.palette import AMBER, BLUE, RED
from bot.pictures.render import render
from hotline.domain.money import Cap, Figures
from hotline.words import Words

REPLIES, INBOUND, LIMIT = BLUE, AMBER, RED
# So few bars leave room for their amounts.
_FEW = 4
# A cap further above everything would press the bars flat: then only the title names it.
_CAP_IN_SIGHT = 3


@dataclass(frozen=True)
class DayBar:
    """The figures of one day."""

    day: date
    figures: Figures


@dataclass(frozen=True)
class DaysOfMoney:
    """What the picture is about. `days`: the oldest first, today last.

    `used_up`: the cap under which too little is left for what waits; None: there is enough.
    """

    days: Sequence[DayBar]
    cap_micros: int
    currency: str
    used_up: Cap | None


def draw_budget(money: DaysOfMoney, words: Words) -> bytes:
    """A PNG of 1020 by 642 pixels, about 20 kB."""
    return render(budget_chart(money, words))


def budget_chart(money: DaysOfMoney, words: Words) -> Chart:
    """What the picture shows. It begins with the first day on which anything was spent."""
    days = from_first(money.days, _has_cost) or [money.days[-1]]
    high = max([*(day.figures.bound_micros for day in days), 1])
    low = max(day.figures.inbound_micros for day in days)
    cap = _cap(days, money.cap_micros, highest=max(high, low))
    if cap:
        high = max(high, money.cap_micros)
    return Chart(
        title=_title(days[-1].figures, money, words),
        accent=RED.colour if money.used_up else BLUE.colour,
        legend=_legend(days[-1].figures, money.currency, words, has_line=bool(cap)),
        bars=_bars(days, money.currency, words),
        x_ticks=_days(days, words),
        y_ticks=_values(high, low, money.currency, words),
        high=high * 1.05,
        # So that the axis itself is seen where nothing came in.
        low=-max(low * 1.05, high * 0.02),
        lines=cap,
    )


def _has_cost(day: DayBar) -> bool:
    return bool(day.figures.bound_micros or day.figures.inbound_micros)


def _title(today: Figures, money: DaysOfMoney, words: Words) -> str:
    if money.used_up is Cap.TOTAL:
        return words("picture.budget_total_used_up")
    return words(
        "picture.budget_used_up" if money.used_up else "picture.budget_holds",
        spent=amount(today.bound_micros, money.currency, words),
        cap=amount(money.cap_micros, money.currency, words),
    )


def _legend(today: Figures, currency: str, words: Words, *, has_line: bool) -> list[Key]:
    received = amount(today.inbound_micros, currency, words)
    keys = [
        Key(words("picture.replies"), REPLIES),
        Key(words("picture.inbound", amount=received), INBOUND),
    ]
    if has_line:
        keys.append(Key(words("picture.cap"), LIMIT, Shape.DASHES))
    return keys


def _bars(days: Sequence[DayBar], currency: str, words: Words) -> list[Bar]:
    found = []
    for day, (begins, ends) in zip(days, places(len(days)), strict=True):
        replies, inbound = day.figures.bound_micros, day.figures.inbound_micros
        parts = (Part(REPLIES, 0, replies), Part(INBOUND, -inbound, 0))
        label = amount(replies, currency, words) if len(days) <= _FEW else ""
        found.append(Bar(begins, ends, parts, label))
    return found


def _cap(days: Sequence[DayBar], cap: int, *, highest: int) -> list[Line]:
    """The limit, over the days that it can have bounded.

    A day that spent more had a higher one: it was lowered since.
    """
    if cap > max(highest * _CAP_IN_SIGHT, 1):
        return []
    above = [n for n, day in enumerate(days) if day.figures.bound_micros > cap]
    first = above[-1] + 1 if above else 0
    return [Line(first / len(days), 1, cap, LIMIT)] if first < len(days) else []


def _values(high: int, low: int, currency: str, words: Words) -> list[Tick]:
    """The same steps upwards and downwards; amounts are amounts, whichever way they go."""
    values = values_at(max(high, low))
    shown = [value for value in values if value <= high] + [-v for v in values if v <= low]
    return [Tick(value, amount(abs(value), currency, words)) for value in sorted(shown)]


def _days(days: Sequence[DayBar], words: Words) -> list[Tick]:
    spans = places(len(days))
    return [
        Tick(
            sum(spans[n]) / 2,
            format_date(days[n].day, "d MMM", locale=words.language),
            is_strong=n == len(days) - 1,
        )
        for n in labelled(len(days))
    ]
