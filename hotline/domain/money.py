"""Money in integer micro-units of one currency, and the caps that limit it.

One euro is 1,000,000 micros: Twilio's prices have up to five decimals, and sums of floats are
inexact.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from enum import StrEnum

from hotline.domain.errors import RejectedError
from hotline.domain.refusals import Refusal

MICROS = 1_000_000
# Organizers are told when this many per cent of a cap are spent or reserved.
WARNING_LEVELS = (50, 80, 95)


class Cap(StrEnum):
    """A limit on spending: of one day, or of everything."""

    DAY = "day"
    TOTAL = "total"


@dataclass(frozen=True)
class Figures:
    """The figures of one scope of the ledger (a day, or the total), in micros.

    `inbound_micros` is what incoming texts cost. It is apart from the cost of replies, and no cap
    limits it, because only the senders decide about it.
    """

    spent_micros: int = 0
    reserved_micros: int = 0
    inbound_micros: int = 0

    @property
    def bound_micros(self) -> int:
        """Spent, or reserved for a send in progress: what a cap is compared with."""
        return self.spent_micros + self.reserved_micros


@dataclass(frozen=True)
class Budget:
    """The caps, in micros."""

    day_micros: int
    total_micros: int

    def of(self, cap: Cap) -> int:
        """One of the caps, in micros."""
        return self.day_micros if cap is Cap.DAY else self.total_micros


def to_micros(amount: str) -> int:
    """`"0.16"` or `"0,16"` → 160000. Raises RejectedError("not_an_amount") if it is not ≥ 0."""
    try:
        value = Decimal(amount.strip().replace(",", "."))
    except InvalidOperation:
        raise RejectedError(Refusal.NOT_AN_AMOUNT) from None
    if not value.is_finite() or value < 0 or value > 10**9:
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    # Rounded up: a fraction of a micro that is not counted would escape the caps.
    return int((value * MICROS).to_integral_value(ROUND_CEILING))


def cap_that_breaks(
    cost_micros: int, budget: Budget, *, day: Figures, total: Figures
) -> Cap | None:
    """The cap that `cost_micros` more would exceed; None if it fits under both."""
    if total.bound_micros + cost_micros > budget.total_micros:
        return Cap.TOTAL
    if day.bound_micros + cost_micros > budget.day_micros:
        return Cap.DAY
    return None


def left_micros(budget: Budget, *, day: Figures, total: Figures) -> int:
    """What may still be spent today under both caps, in micros; never negative."""
    by_day = budget.day_micros - day.bound_micros
    by_total = budget.total_micros - total.bound_micros
    return max(0, min(by_day, by_total))


def level_passed(before_micros: int, after_micros: int, cap_micros: int) -> int | None:
    """The highest warning level (per cent of the cap) passed between the two amounts, or None."""
    passed = [
        level
        for level in WARNING_LEVELS
        if before_micros * 100 < cap_micros * level <= after_micros * 100
    ]
    return max(passed, default=None)


def raised(cap_micros: int, *, needed_micros: int = 0) -> int:
    """The new cap to offer when one is reached, in micros, rounded up to whole currency units.

    One and a half times the cap, or what is needed, if that is more.
    """
    return max(-(-cap_micros * 3 // (2 * MICROS)), -(-needed_micros // MICROS), 1) * MICROS


def worst_of_raising(cap: Cap, to: int, budget: Budget, *, total: Figures) -> int:
    """The most that raising a cap to `to` micros can cost: today (DAY), or in all (TOTAL)."""
    if cap is Cap.TOTAL:
        return to - budget.total_micros
    return max(0, min(to - budget.day_micros, budget.total_micros - total.bound_micros))


def days_of_life(left: int, spent_by_day: list[int]) -> int | None:
    """How many days `left` micros last at the pace of the days given; None: nothing was spent."""
    spent = sum(spent_by_day)
    return max(0, left) * len(spent_by_day) // spent if spent > 0 else None
