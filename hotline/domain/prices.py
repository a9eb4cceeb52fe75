"""What a reply costs: listed by the provider or fixed by hand, with a margin for the rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# Asked for once a day; one this old is no current price any more, and counts as unknown.
FRESH_FOR = timedelta(hours=24)
CURRENT_FOR = timedelta(days=7)


@dataclass(frozen=True)
class PriceList:
    """Micros of one segment, by country. What people fixed by hand is taken as it is."""

    listed_micros: Mapping[str, int]
    fixed_micros: Mapping[str, int] = field(default_factory=dict)
    margin_percent: int = 0

    def listed(self, country: str, segments: int) -> int | None:
        """What a reply costs by the list alone; None: no price is known."""
        price = self.fixed_micros.get(country, self.listed_micros.get(country))
        return None if price is None else price * segments

    def estimate(self, country: str, segments: int) -> int | None:
        """What is set aside for a reply: the listed price and the margin, rounded up."""
        listed = self.listed(country, segments)
        if listed is None or country in self.fixed_micros:
            return listed
        return -(-listed * (100 + self.margin_percent) // 100)

    def owed(
        self, replies_by_country: Mapping[str, int], segments: Callable[[str], int]
    ) -> tuple[int, int]:
        """(micros, replies without a known price) for replies not sent yet.

        `segments`: how many a reply to a country has.
        """
        micros = unpriced = 0
        for country, count in replies_by_country.items():
            cost = self.estimate(country, segments(country))
            if cost is None:
                unpriced += count
            else:
                micros += cost * count
        return micros, unpriced


@dataclass(frozen=True)
class CountryPrice:
    """One country's price as people see it. `fetched_at` None: it was only fixed by hand."""

    country: str
    listed_micros: int | None
    fixed_micros: int | None
    fetched_at: datetime | None


def drift_percent(listed_micros: int, charged_micros: int) -> int:
    """By how many per cent of the list the provider charged more (negative: less)."""
    return round((charged_micros - listed_micros) * 100 / listed_micros)
