"""Twilio's price list (Pricing v1). It lacks carrier surcharges: the margin covers them."""

from collections.abc import Sequence
from typing import Any

from twilio.rest import Client

from hotline.domain.errors import HotlineError
from hotline.domain.money import to_micros
from hotline.gateways.sms import SegmentPrices
from hotline.gateways.twilio_errors import VENDOR_ERRORS, translate


class TwilioPrices:
    """Knows the price of a segment."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def segment_prices(self, country: str) -> SegmentPrices | None:
        """The prices of the dearest carrier, because the sender's carrier is not known.

        None: Twilio has no prices for this country. Raises DeliveryError.
        """
        try:
            found = self._client.pricing.v1.messaging.countries(country).fetch()
        except VENDOR_ERRORS as error:
            if getattr(error, "status", None) == 404:
                return None
            raise translate(error) from None
        if not found.price_unit:
            return None
        carriers = [_rows(one.get("prices")) for one in _rows(found.outbound_sms_prices)]
        return SegmentPrices(
            str(found.price_unit).upper(),
            _dearest([price for prices in carriers for price in prices]),
            _dearest(_rows(found.inbound_sms_prices)),
        )


def _dearest(prices: Sequence[dict[str, Any]]) -> int | None:
    """The highest price in micros; None if one of them cannot be read, or if all are zero.

    A price of zero would pass any cap.
    """
    try:
        amounts = [
            to_micros(str(price["current_price"]))
            for price in prices
            if price.get("current_price") is not None
        ]
    except HotlineError:
        return None
    return max(amounts, default=0) or None


def _rows(found: object) -> list[dict[str, Any]]:
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
