"""Colours that the colour-blind keep apart, letters that can be read, signs that the font has."""

import io
from itertools import combinations
from math import dist

import pytest
from babel import Locale
from PIL import Image

from bot.pictures import budget, canvas, stats, traffic
from bot.pictures.chart import Chart, Key, Tick
from bot.pictures.palette import INK, PALE_INK, PAPER, contrast
from bot.pictures.render import render, rows_of
from hotline.domain.modes import Mode
from hotline.words import LANGUAGES, Words
from tests.bot.test_catalogues import catalogue

# What stands side by side in one picture.
TOGETHER = {
    "incident": (traffic.ANSWERED, traffic.HELD, traffic.UNANSWERED),
    "budget": (budget.REPLIES, budget.INBOUND, budget.LIMIT),
}
# What a red-blind, a green-blind and a blue-blind person see. Source: Machado, Oliveira and
# Fernandes, 2009, severity 1.
BLIND = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def seen(colour, matrix):
    return [sum(share * part for share, part in zip(row, colour, strict=True)) for row in matrix]


@pytest.mark.parametrize("blindness", BLIND)
@pytest.mark.parametrize("picture", TOGETHER)
def test_the_colour_blind_keep_apart_what_stands_together(picture, blindness):
    matrix = BLIND[blindness]
    for one, other in combinations(TOGETHER[picture], 2):
        apart = dist(seen(one.colour, matrix), seen(other.colour, matrix))
        assert apart > 60, (one, other)


@pytest.mark.parametrize("picture", TOGETHER)
def test_in_grey_they_differ_in_lightness_or_one_is_hatched(picture):
    for one, other in combinations(TOGETHER[picture], 2):
        is_lighter = contrast(one.colour, other.colour) >= 1.5
        assert is_lighter or one.hatched != other.hatched, (one, other)


def test_words_and_bars_stand_out_from_what_is_behind_them():
    shades = [look.colour for look in traffic.SHADES.values()]

    assert all(contrast(INK, paper) >= 7 for paper in (PAPER, *shades))
    assert contrast(PALE_INK, PAPER) >= 4.5
    bars = (*TOGETHER["incident"], *TOGETHER["budget"], stats.RECEIVED)
    assert all(contrast(bar.colour, PAPER) >= 1.9 for bar in bars)
    assert all(contrast(shade, PAPER) >= 1.15 for shade in shades)
    assert traffic.SHADES[Mode.GUARDED] != traffic.SHADES[Mode.SUSPENDED]


def test_letters_are_twice_as_high_as_they_were_at_the_width_of_a_phone():
    # They were 9 points at 125 dots an inch, in a picture of 1000 dots.
    before = 9 / 72 * 125 * 340 / 1000

    assert canvas.WIDTH == 340
    assert 2 * before <= canvas.TEXT
    assert canvas.TITLE > canvas.TEXT


def empty(**parts):
    return Chart(
        **{"title": "", "accent": INK, "legend": [], "bars": [], "x_ticks": [], "y_ticks": [],
           "high": 1.0, **parts}
    )  # fmt: skip


def picture(chart):
    return Image.open(io.BytesIO(render(chart)))


def test_a_picture_is_three_pixels_for_each_of_a_phone():
    assert picture(empty()).size == (1020, 642)


def test_the_same_chart_is_the_same_picture():
    assert render(empty(title="RAID")) == render(empty(title="RAID"))
    assert render(empty(title="RAID")) != render(empty(title="raid"))


def test_a_label_over_another_one_is_left_out_and_the_strong_one_stays():
    crowded = [Tick(n / 100, "16:00") for n in range(100)]
    strong = Tick(0.5, "16:07", is_strong=True)
    alone = render(empty(x_ticks=[strong]))

    assert render(empty(x_ticks=[strong, Tick(0.51, "16:08")])) == alone
    assert render(empty(x_ticks=[Tick(0.49, "16:06"), strong])) == alone
    assert render(empty(x_ticks=[*crowded, strong])) != render(empty(x_ticks=crowded))


def test_a_legend_that_is_too_long_goes_on_in_the_next_line():
    keys = [Key("d'habitude, au plus", traffic.HELD)] * 4
    rows = rows_of(keys, canvas.WIDTH)

    assert sum(map(len, rows)) == 4
    assert len(rows) == 2
    for left, key in (one for row in rows for one in row):
        assert left + 14 + canvas.width_of(key.label) <= canvas.WIDTH


def is_in_font(sign, *, is_bold):
    def look(text):
        font = canvas._font(canvas.TEXT, is_bold=is_bold)
        return bytes(font.getmask(text)), font.getlength(text)

    return look(sign) != look("\uffff")


@pytest.mark.parametrize("is_bold", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_font_has_every_sign_of_the_language(language, is_bold):
    words, locale = Words(language), Locale(language)
    texts = [
        str(message.string) for key, message in catalogue(language).items()
        if str(key).startswith("picture.")
    ]  # fmt: skip
    texts += [words.money(1_234_567_890_000, one) for one in ("EUR", "CHF", "GBP", "USD", "PLN")]
    texts += [*locale.months["format"]["abbreviated"].values()]
    texts += [*locale.days["format"]["abbreviated"].values(), "0123456789,.:/\u202f\xa0"]
    signs = set("".join(texts)) - {"\n"}

    assert [one for one in sorted(signs) if not is_in_font(one, is_bold=is_bold)] == []
    assert not is_in_font("\u4e00", is_bold=is_bold)
