"""Ticks, bars' places, and how amounts and counts are written at an axis: few and short."""

from collections.abc import Callable, Sequence
from itertools import dropwhile
from math import ceil, floor, log10
from typing import TypeVar

from babel.numbers import format_currency, format_decimal

from hotline.domain.money import MICROS
from hotline.words import Words

T = TypeVar("T")

# A label at 340 pixels takes about a fifth of the width.
MOST_LABELS = 5
_WIDEST_BAR = 0.3


def values_at(top: float, *, most: int = 2, least: float = 0.0) -> list[float]:
    """Round values above zero up to `top`: one at least, `most` at most.

    `least`: the smallest step, such as 1 for what is counted.
    """
    if top <= 0:
        return [max(1.0, least)]
    size = 10.0 ** floor(log10(top))
    steps = [size * times / 10 for times in (1, 2, 3, 4, 5, 10, 20, 30, 40, 50)]
    step = next(one for one in steps if top / one < most + 1)
    step = max(step, least)
    return [step * n for n in range(1, max(1, int(top / step + 1e-9)) + 1)]


def places(count: int) -> list[tuple[float, float]]:
    """Where each of `count` bars begins and ends; a few bars are not as wide as the picture."""
    width = min(0.8 / count, _WIDEST_BAR)
    return [((n + 0.5) / count - width / 2, (n + 0.5) / count + width / 2) for n in range(count)]


def labelled(count: int, *, most: int = MOST_LABELS) -> list[int]:
    """Which of `count` bars get a label: the last one, and before it one every so often."""
    every = max(1, ceil(count / most))
    return sorted(range(count - 1, -1, -every))


def from_first(found: Sequence[T], is_something: Callable[[T], bool]) -> list[T]:
    """`found` from the first that is something: a young line begins where its data begins."""
    return list(dropwhile(lambda one: not is_something(one), found))


def amount(micros: float, currency: str, words: Words) -> str:
    """`50 €`, `0,08 €`: an amount without decimals that say nothing, two at most."""
    digits = "#,##0" if round(micros / MICROS * 100) % 100 == 0 else "#,##0.00"
    pattern = f"{digits} ¤" if words.language == "fr" else f"¤{digits}"
    return format_currency(
        micros / MICROS, currency, pattern, locale=words.language, currency_digits=False
    )


def number(count: float, words: Words) -> str:
    """`1 234` or `1,234`: a count; of less than one, with its decimal."""
    return format_decimal(count, "#,##0.#", locale=words.language)
