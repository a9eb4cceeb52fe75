"""What a reply costs: the provider's listed price plus a margin, or a price fixed by hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

# Prices are fetched once a day. One older than CURRENT_FOR counts as unknown.
FRESH_FOR = timedelta(hours=24)
CURRENT_FOR = timedelta(days=7)


def with_margin(micros: int, margin_percent: int) -> int:
    """A listed price with the margin, rounded up to a micro."""
    return -(-micros * (100 + margin_percent) // 100)


@dataclass(frozen=True)
class PriceList:
    """Micros per segment, by country. The margin is not added to prices fixed by hand."""

    listed_micros: Mapping[str, int]
    fixed_micros: Mapping[str, int] = field(default_factory=dict)
    margin_percent: int = 0

    def listed(self, country: str, segments: int) -> int | None:
        """What a reply costs without the margin, in micros; None: no price is known."""
        price = self.fixed_micros.get(country, self.listed_micros.get(country))
        return None if price is None else price * segments

    def estimate(self, country: str, segments: int) -> int | None:
        """What is reserved for a reply: the listed price and the margin, rounded up to a micro.

        None: no price is known.
        """
        listed = self.listed(country, segments)
        if listed is None or country in self.fixed_micros:
            return listed
        return with_margin(listed, self.margin_percent)

    def owed(
        self, replies_by_country: Mapping[str, int], segments: Callable[[str], int]
    ) -> tuple[int, int]:
        """(micros, replies without a known price) for replies not sent yet.

        `segments`: how many segments a reply to a given country has.
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
    """One country's prices per segment, as organizers see them.

    `fetched_at` None: the provider's price was never fetched.
    """

    country: str
    listed_micros: int | None
    fixed_micros: int | None
    fetched_at: datetime | None


def drift_percent(listed_micros: int, charged_micros: int) -> int:
    """How many per cent more than the listed price was charged (negative: less)."""
    return round((charged_micros - listed_micros) * 100 / listed_micros)
