"""Twilio as the SMS provider, through its own library."""

import requests
from twilio.base.exceptions import TwilioException, TwilioRestException
from twilio.rest import Client

from hotline.domain.errors import DeliveryError, HotlineError, Outcome
from hotline.domain.money import to_micros
from hotline.gateways.sms import OutgoingSms, SegmentPrice
from hotline.gateways.twilio_codes import needs_people, outcome_of
from hotline.gateways.twilio_http import BoundHttpClient

# A reply that a carrier cannot place within the hour is one that nobody waits for any more.
_VALIDITY_SECONDS = 3600


class TwilioSms:
    """Sends and prices SMS. One instance serves a process; calls block up to 30 s."""

    def __init__(self, account_sid: str, auth_token: str, *, base_url: str | None = None) -> None:
        # Not empty, or the process's own would be read, with TWILIO_REGION and TWILIO_EDGE.
        http_client = BoundHttpClient(base_url)
        self._client = Client(
            account_sid, auth_token, http_client=http_client, environment={"": ""}
        )

    def send(self, sms: OutgoingSms) -> str:
        """Create the message; its sid. Raises DeliveryError, from which nothing personal leaks."""
        origin = "messaging_service_sid" if sms.sender.startswith("MG") else "from_"
        try:
            message = self._client.messages.create(
                to=sms.to,
                body=sms.body,
                status_callback=sms.callback_url,
                validity_period=_VALIDITY_SECONDS,
                **{origin: sms.sender},
            )
        except (TwilioException, requests.RequestException, ValueError) as error:
            raise _translated(error) from None
        if not message.sid:
            raise DeliveryError(Outcome.UNKNOWN, "no_sid")
        return str(message.sid)

    def segment_price(self, country: str) -> SegmentPrice | None:
        """The dearest carrier's current price, since which carrier it will be is not known."""
        try:
            found = self._client.pricing.v1.messaging.countries(country).fetch()
        except TwilioRestException as error:
            if error.status == 404:
                return None
            raise _translated(error) from None
        except (TwilioException, requests.RequestException, ValueError) as error:
            raise _translated(error) from None
        return _dearest(found.price_unit, found.outbound_sms_prices)


def _dearest(currency: str | None, carriers: list[dict[str, object]] | None) -> SegmentPrice | None:
    amounts = [
        price.get("current_price") for carrier in carriers or [] for price in _prices(carrier)
    ]
    try:
        micros = [to_micros(str(amount)) for amount in amounts if amount is not None]
    except HotlineError:
        return None
    if not micros or not currency:
        return None
    return SegmentPrice(currency.upper(), max(micros))


def _prices(carrier: dict[str, object]) -> list[dict[str, object]]:
    prices = carrier.get("prices")
    return prices if isinstance(prices, list) else []


def _translated(error: Exception) -> DeliveryError:
    status = getattr(error, "status", None)
    # Two unrelated classes of the library's have a status: old errors, and RFC 9457 ones.
    if isinstance(error, TwilioException) and isinstance(status, int):
        code = getattr(error, "code", None)
        outcome, is_ours = outcome_of(status, code), needs_people(code)
        return DeliveryError(outcome, str(code or status), needs_people=is_ours)
    # Never connected: certainly not created.
    if isinstance(error, requests.ConnectTimeout) or _was_refused(error):
        return DeliveryError(Outcome.TEMPORARY, "no_connection")
    if isinstance(error, requests.RequestException):
        return DeliveryError(Outcome.UNKNOWN, "connection_lost")
    # An answer that cannot be read (a broken body after 201 among them).
    return DeliveryError(Outcome.UNKNOWN, "unreadable_answer")


def _was_refused(error: Exception) -> bool:
    cause = error.args[0] if isinstance(error, requests.ConnectionError) and error.args else None
    return type(getattr(cause, "reason", None)).__name__ in (
        "NewConnectionError",
        "NameResolutionError",
        "ConnectTimeoutError",
    )
