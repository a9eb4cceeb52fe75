"""Money in integer micro-units of one currency, and the caps that bound it.

One euro is 1,000,000 micros: Twilio's prices have up to five decimals, and floats do not add up.
"""

from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from enum import StrEnum

from hotline.domain.errors import RejectedError
from hotline.domain.refusals import Refusal

MICROS = 1_000_000
# People are told when so many per cent of a cap are spent or set aside.
WARNING_LEVELS = (50, 80, 95)


class Cap(StrEnum):
    """What bounds spending."""

    DAY = "day"
    TOTAL = "total"


@dataclass(frozen=True)
class Figures:
    """What one scope of the ledger (a day, or all) has come to, in micros.

    `inbound_micros` is what the texts that came in cost: beside what replies cost, and bounded by
    no cap, since nobody but the senders decides about it.
    """

    spent_micros: int = 0
    reserved_micros: int = 0
    inbound_micros: int = 0

    @property
    def bound_micros(self) -> int:
        """Spent, or set aside for a send under way: what a cap is compared with."""
        return self.spent_micros + self.reserved_micros


@dataclass(frozen=True)
class Budget:
    """The caps, in micros."""

    day_micros: int
    total_micros: int

    def of(self, cap: Cap) -> int:
        """One of them."""
        return self.day_micros if cap is Cap.DAY else self.total_micros


def to_micros(amount: str) -> int:
    """`"0.16"` or `"0,16"` → 160000. Raises RejectedError on anything that is no amount ≥ 0."""
    try:
        value = Decimal(amount.strip().replace(",", "."))
    except InvalidOperation:
        raise RejectedError(Refusal.NOT_AN_AMOUNT) from None
    if not value.is_finite() or value < 0 or value > 10**9:
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    # Rounding up: a fraction of a micro that is not counted is money that is not bounded.
    return int((value * MICROS).to_integral_value(ROUND_CEILING))


def cap_that_breaks(
    cost_micros: int, budget: Budget, *, day: Figures, total: Figures
) -> Cap | None:
    """The cap that `cost_micros` more would pass, or None if it fits under both."""
    if total.bound_micros + cost_micros > budget.total_micros:
        return Cap.TOTAL
    if day.bound_micros + cost_micros > budget.day_micros:
        return Cap.DAY
    return None


def left_micros(budget: Budget, *, day: Figures, total: Figures) -> int:
    """What may still be spent today: under both caps, and never below nothing."""
    by_day = budget.day_micros - day.bound_micros
    by_total = budget.total_micros - total.bound_micros
    return max(0, min(by_day, by_total))


def level_passed(before_micros: int, after_micros: int, cap_micros: int) -> int | None:
    """The highest warning level (per cent of the cap) that lies between, or None."""
    passed = [
        level
        for level in WARNING_LEVELS
        if before_micros * 100 < cap_micros * level <= after_micros * 100
    ]
    return max(passed, default=None)


def raised(cap_micros: int, *, needed_micros: int = 0) -> int:
    """What to offer when a cap is reached: half as much again, or what is needed; whole units."""
    return max(-(-cap_micros * 3 // (2 * MICROS)), -(-needed_micros // MICROS), 1) * MICROS


def worst_of_raising(cap: Cap, to: int, budget: Budget, *, total: Figures) -> int:
    """What raising a cap to `to` micros could cost at the worst: a day more, or in all."""
    if cap is Cap.TOTAL:
        return to - budget.total_micros
    return max(0, min(to - budget.day_micros, budget.total_micros - total.bound_micros))


def days_of_life(left: int, spent_by_day: list[int]) -> int | None:
    """For how many days `left` lasts at the pace of the days given; None: nothing was spent."""
    spent = sum(spent_by_day)
    return max(0, left) * len(spent_by_day) // spent if spent > 0 else None
