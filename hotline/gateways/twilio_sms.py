"""Sends SMS through Twilio's own library, and looks up those that were sent."""

from datetime import UTC, datetime
from typing import Any

from twilio.rest import Client

from hotline.domain.errors import DeliveryError, Failure, HotlineError, Outcome
from hotline.domain.money import to_micros
from hotline.domain.replies import ReplyStatus
from hotline.domain.reply_lookups import SentSms
from hotline.gateways.sms import Accepted, OutgoingSms
from hotline.gateways.twilio_codes import failure_of
from hotline.gateways.twilio_errors import VENDOR_ERRORS, translate, translated_errors
from hotline.gateways.twilio_http import TIMEOUT_SECONDS, BoundHttpClient, whole_number
from hotline.gateways.twilio_status import reply_status_of

# A reply that a carrier cannot deliver within an hour comes too late to be useful.
_VALIDITY_SECONDS = 3600
_PAGE_SIZE = 100


def make_client(
    account_sid: str,
    auth_token: str,
    *,
    base_url: str | None = None,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> Client:
    """Twilio's client. One per process is enough. Calls block for up to `timeout_seconds`."""
    http_client = BoundHttpClient(base_url, timeout_seconds=timeout_seconds)
    # Not empty: otherwise the library reads TWILIO_REGION and TWILIO_EDGE of the process.
    return Client(account_sid, auth_token, http_client=http_client, environment={"": ""})


class TwilioSms:
    """Sends SMS, and looks up what happened to them."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def send(self, sms: OutgoingSms) -> Accepted:
        """Create the message. Raises DeliveryError."""
        origin = "messaging_service_sid" if sms.sender.startswith("MG") else "from_"
        more = {"status_callback": sms.callback_url} if sms.callback_url else {}
        with translated_errors():
            message = self._client.messages.create(
                to=sms.to,
                body=sms.body,
                validity_period=_VALIDITY_SECONDS,
                **{origin: sms.sender},
                **more,
            )
        if not message.sid:
            raise DeliveryError(Outcome.UNKNOWN, "no_sid")
        return Accepted(str(message.sid), whole_number(message.num_segments))

    def sent_to(self, number: str) -> list[SentSms]:
        """All our messages to `number`. Raises DeliveryError.

        There is no filter by date: it would hide messages that are still queued.
        """
        with translated_errors():
            found = self._client.messages.list(to=number, page_size=_PAGE_SIZE)
            # Twilio's own answers to STOP and HELP have the direction "outbound-reply".
            return [sent_sms(one) for one in found if one.direction == "outbound-api"]

    def fetch_sent(self, sid: str) -> SentSms | None:
        """One message; None if Twilio answers 404. Raises DeliveryError."""
        try:
            return sent_sms(self._client.messages(sid).fetch())
        except VENDOR_ERRORS as error:
            if getattr(error, "status", None) == 404:
                return None
            raise translate(error) from None


def sent_sms(message: Any) -> SentSms:
    """A message of the library as ours. Raises ValueError if it has no sid or no date."""
    created = message.date_created
    if not isinstance(created, datetime) or not message.sid:
        raise ValueError("a message without a sid or a date")
    return SentSms(
        sid=str(message.sid),
        status=reply_status_of(str(message.status)) or ReplyStatus.SENT,
        created_at=created if created.tzinfo else created.replace(tzinfo=UTC),
        segments=whole_number(message.num_segments),
        failure=_failure(message),
        price_micros=_price(message.price),
        currency=None if not message.price_unit else str(message.price_unit).upper(),
        body=message.body or "",
        to=message.to or "",
    )


def _failure(message: Any) -> Failure | None:
    code = None if message.error_code is None else str(message.error_code)
    is_failed = reply_status_of(str(message.status)) is ReplyStatus.FAILED
    return failure_of(code) if code or is_failed else None


def _price(price: object) -> int | None:
    """`"-0.00750"` → 7500 micros; None if it is unknown or cannot be read."""
    if price is None:
        return None
    try:
        return to_micros(str(price).removeprefix("-"))
    except HotlineError:
        return None
