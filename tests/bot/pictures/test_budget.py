"""The picture of /budget: replies upwards, what came in downwards, the limit over replies only."""

from datetime import date, timedelta

import pytest

from bot.pictures.budget import INBOUND, REPLIES, DayBar, DaysOfMoney, budget_chart, draw_budget
from bot.pictures.canvas import TITLE, fitting
from bot.pictures.chart import Shape
from hotline.domain.money import Cap, Figures
from hotline.words import Words

EURO = 1_000_000
EN, FR = Words("en"), Words("fr")
TODAY = date(2026, 11, 27)


def money(*costs, cap=50, used_up=None):
    """`costs`: (replies, incoming texts) in euros of the last days; before them, nothing."""
    figures = [Figures()] * (14 - len(costs))
    figures += [Figures(round(out * EURO), 0, round(back * EURO)) for out, back in costs]
    days = [DayBar(TODAY - timedelta(days=13 - n), one) for n, one in enumerate(figures)]
    return DaysOfMoney(days, cap * EURO, "EUR", used_up)


def fortnight(replies=20.0, inbound=60.0):
    return money(*[(replies, inbound)] * 14)


def test_replies_go_up_and_what_came_in_goes_down():
    bar = budget_chart(fortnight(), EN).bars[-1]

    assert [(part.look, part.low, part.high) for part in bar.parts] == [
        (REPLIES, 0, 20 * EURO), (INBOUND, -60 * EURO, 0),
    ]  # fmt: skip


def test_the_limit_crosses_nothing_that_it_does_not_bound():
    """Received texts cost more than the cap: its line stays above the axis, they stay below."""
    chart = budget_chart(fortnight(inbound=137.0), EN)
    (line,) = chart.lines

    assert line.value == 50 * EURO
    received = [part for bar in chart.bars for part in bar.parts if part.look == INBOUND]
    assert all(part.high <= 0 < line.value for part in received)
    assert chart.high >= line.value
    assert chart.low <= -137 * EURO


def test_the_limit_is_drawn_from_the_day_on_which_it_was_lowered():
    chart = budget_chart(money((40, 0), (45, 0), (20, 0), (10, 0), cap=30), EN)

    assert [(line.begins, line.ends) for line in chart.lines] == [(0.5, 1)]


def test_a_limit_far_above_everything_is_named_by_the_title_alone():
    chart = budget_chart(money((1.15, 0.34)), EN)

    assert not chart.lines
    assert Shape.DASHES not in [key.shape for key in chart.legend]
    assert chart.title == "The budget holds: €1.15 of €50"
    assert chart.high < 2 * EURO


def test_a_young_line_begins_with_its_first_day():
    one, three = (budget_chart(money(*[(9, 1)] * n), FR) for n in (1, 3))

    assert (len(one.bars), len(three.bars)) == (1, 3)
    assert [tick.label for tick in three.x_ticks] == ["25 nov.", "26 nov.", "27 nov."]
    assert one.bars[0].label == "9 €"
    # A bar that fills a third of the width, and not a line in the middle of nothing.
    assert one.bars[0].ends - one.bars[0].begins >= 0.3


def test_a_day_without_cost_in_between_keeps_its_place():
    assert len(budget_chart(money((1, 0), (0, 0), (2, 0)), EN).bars) == 3


def test_the_title_says_whether_the_budget_holds():
    def title(used_up, words):
        return budget_chart(money((50, 3), used_up=used_up), words).title.replace("\xa0", " ")

    assert title(None, EN) == "The budget holds: €50 of €50"
    assert title(Cap.DAY, EN) == "Budget used up: €50 of €50"
    assert title(Cap.DAY, FR) == "Budget épuisé : 50 € sur 50 €"
    assert title(Cap.TOTAL, FR) == "Le budget total est épuisé"
    accents = {budget_chart(money((50, 3), used_up=cap), EN).accent for cap in (None, *Cap)}
    assert len(accents) == 2


def test_what_came_in_today_is_named():
    labels = [key.label for key in budget_chart(fortnight(), FR).legend]

    assert [label.replace("\xa0", " ") for label in labels] == [
        "réponses", "textos reçus, 60 € aujourd’hui", "limite des réponses",
    ]  # fmt: skip


def test_ticks_are_few_and_amounts_on_both_sides():
    ticks = budget_chart(fortnight(inbound=137.0), FR).y_ticks

    assert [tick.label.replace("\xa0", " ") for tick in ticks] == ["100 €", "50 €", "50 €"]
    assert len(budget_chart(fortnight(), EN).x_ticks) <= 5


@pytest.mark.parametrize("words", [EN, FR])
def test_the_title_fits_with_long_amounts(words):
    title = budget_chart(money((1234.56, 0), cap=9000, used_up=Cap.DAY), words).title

    assert fitting(title, 314, size=TITLE, is_bold=True) >= TITLE - 2


@pytest.mark.parametrize("shown", [money(), money((0, 0), cap=0), money((10**9, 10**9))])
def test_every_amount_can_be_drawn(shown):
    assert draw_budget(shown, FR).startswith(b"\x89PNG")
