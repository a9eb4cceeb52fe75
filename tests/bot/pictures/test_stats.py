"""The picture of /stats: a bar for each hour, day or month, from the first that is not empty."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.pictures.stats import draw_stats, stats_chart
from hotline.store.statistics import Counts, Span
from hotline.usecases.reports.show_stats import Period, Stats
from hotline.words import Words

EN, FR = Words("en"), Words("fr")
END = datetime(2026, 11, 27, 15, 0, tzinfo=UTC)
UNITS = {"hour": timedelta(hours=1), "day": timedelta(days=1), "month": timedelta(days=30)}


def stats(messages, period=Period.DAY, unit="hour"):
    first = END - UNITS[unit] * (len(messages) - 1)
    spans = [Span(first + UNITS[unit] * n, count) for n, count in enumerate(messages)]
    counts = Counts(0, 0, 0, 0, {}, {})
    return Stats(period, first, counts, 0, 0, 0, "EUR", unit, spans, "Europe/Paris")


def heights(chart):
    return [bar.parts[0].high for bar in chart.bars]


def test_the_title_says_how_long_and_how_much():
    assert stats_chart(stats([1200] * 25), EN).title == "Last 24 hours: 30,000 received"
    month = stats_chart(stats([3] * 31, Period.MONTH, "day"), FR)
    assert month.title.replace("\xa0", " ") == "Depuis 30 jours : 93 reçus"


def test_a_young_line_begins_where_its_data_begins():
    chart = stats_chart(stats([0] * 22 + [3, 0, 7]), EN)

    assert heights(chart) == [3, 0, 7]
    assert [tick.label for tick in chart.x_ticks] == ["14:00", "15:00", "16:00"]
    assert [bar.label for bar in chart.bars] == ["3", "", "7"]


@pytest.mark.parametrize(
    ("count", "unit", "label"),
    [
        (25, "hour", "16:00"),
        (8, "day", "ven. 27"),
        (31, "day", "27 nov."),
        (24, "month", "nov. 2026"),
    ],
)
def test_ticks_are_few_and_the_last_bar_has_one(count, unit, label):
    chart = stats_chart(stats([5] * count, Period.ALL, unit), FR)

    assert len(chart.bars) == count
    assert len(chart.x_ticks) <= 5
    assert chart.x_ticks[-1].label == label
    assert len(chart.y_ticks) <= 2


def test_counts_at_the_axis_are_whole():
    assert [tick.label for tick in stats_chart(stats([1]), EN).y_ticks] == ["1"]
    assert [tick.label for tick in stats_chart(stats([7]), EN).y_ticks] == ["3", "6"]


def test_many_months_can_be_drawn():
    assert draw_stats(stats([1] * 60, Period.ALL, "month"), FR).startswith(b"\x89PNG")
