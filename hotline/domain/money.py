"""Money in integer micro-units of one currency, and the caps that bound it.

One euro is 1,000,000 micros: Twilio's prices have up to five decimals, and floats do not add up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from enum import StrEnum

from hotline.domain.errors import RejectedError

MICROS = 1_000_000


class Cap(StrEnum):
    """What bounds spending."""

    DAY = "day"
    TOTAL = "total"


@dataclass(frozen=True)
class Figures:
    """What one scope of the ledger (a day, or all) has come to, in micros."""

    spent_micros: int = 0
    reserved_micros: int = 0

    @property
    def bound_micros(self) -> int:
        """Spent, or set aside for a send under way: what a cap is compared with."""
        return self.spent_micros + self.reserved_micros


@dataclass(frozen=True)
class Budget:
    """The caps, in micros."""

    day_micros: int
    total_micros: int


def to_micros(amount: str) -> int:
    """`"0.16"` or `"0,16"` → 160000. Raises RejectedError on anything that is no amount ≥ 0."""
    try:
        value = Decimal(amount.strip().replace(",", "."))
    except InvalidOperation:
        raise RejectedError("not_an_amount") from None
    if not value.is_finite() or value < 0 or value > 10**9:
        raise RejectedError("not_an_amount")
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


def owed(
    replies_by_country: Mapping[str, int], prices: Mapping[str, int], segments: int
) -> tuple[int, int]:
    """(micros, replies without a known price) for replies not sent yet."""
    micros = sum(
        count * prices[country] * segments
        for country, count in replies_by_country.items()
        if country in prices
    )
    unpriced = sum(n for country, n in replies_by_country.items() if country not in prices)
    return micros, unpriced
