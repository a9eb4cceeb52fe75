"""What the hotline asks of an SMS provider."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class OutgoingSms:
    """One SMS to send. `sender`: a number, letters, or a provider's pool of numbers."""

    to: str = field(repr=False)
    sender: str
    body: str = field(repr=False)
    callback_url: str = field(repr=False)


@dataclass(frozen=True)
class SegmentPrice:
    """The dearest current price of one segment to a country, in micros of `currency`."""

    currency: str
    micros: int


class SmsGateway(Protocol):
    """An SMS provider."""

    def send(self, sms: OutgoingSms) -> str:
        """The provider's id of the created message. Raises DeliveryError. Costs money."""

    def segment_price(self, country: str) -> SegmentPrice | None:
        """Today's price, or None if the provider has none. Raises DeliveryError."""
