"""Twilio as the provider: all of its gateways over one client."""

from hotline.gateways.sms import Provider
from hotline.gateways.twilio_account import TwilioAccount
from hotline.gateways.twilio_history import TwilioHistory
from hotline.gateways.twilio_http import TIMEOUT_SECONDS
from hotline.gateways.twilio_lines import TwilioLines
from hotline.gateways.twilio_prices import TwilioPrices
from hotline.gateways.twilio_sms import TwilioSms, make_client


def twilio_provider(
    account_sid: str,
    auth_token: str,
    *,
    base_url: str | None = None,
    timeout_seconds: float = TIMEOUT_SECONDS,
) -> Provider:
    """All gateways to Twilio, over one client. `base_url` replaces all of Twilio's hosts."""
    client = make_client(
        account_sid, auth_token, base_url=base_url, timeout_seconds=timeout_seconds
    )
    return Provider(
        TwilioSms(client),
        TwilioPrices(client),
        TwilioHistory(client),
        TwilioLines(client),
        TwilioAccount(client),
    )
