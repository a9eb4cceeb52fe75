"""The parser reads hours of the day as people write them."""

import pytest

from hotline.domain.written.hours import read_hour, read_span


@pytest.mark.parametrize(
    "text",
    ["22-8", "22h-8h", "22h à 8h", "de 22h à 8h", "22:00-08:00", "22 h - 8 h", "22h00 – 8h00",
     "from 22 to 8", "10pm-8am", "10 pm to 8 am", "entre 22h et 8h", "between 22 and 8",
     "22 heures à 8 heures", "22h jusqu'à 8h", "de 22h jusqu’à 8h",
     "22\u00a0h\u00a0–\u00a08\u00a0h",
     "22h a 8h", "DE 22H À 8H", "22.00-8.00"],
)  # fmt: skip
def test_quiet_hours_are_read_in_either_language(text):
    assert read_span(text) == (22, 8)


@pytest.mark.parametrize(
    "text",
    ["25-3", "22", "22-22", "22h30-8h", "8:15-9", "22-8-9", "", "13pm-2am", "x-y", "22h 8h", "-8"],
)
def test_what_does_not_name_two_hours_is_none(text):
    assert read_span(text) is None


def test_midnight_and_noon_have_names():
    assert read_span("minuit à 8h") == (0, 8)
    assert read_span("noon to midnight") == (12, 0)
    assert read_span("20h-24h") == (20, 0)
    assert read_span("12pm-12am") == (12, 0)


def test_one_hour_is_read():
    assert [read_hour(text) for text in ("8", "8h", "8 h", "8:00", "8am", "minuit")] == [8] * 5 + [
        0
    ]
    assert [read_hour(text) for text in ("25", "8h30", "", "huit")] == [None] * 4
