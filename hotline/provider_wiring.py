"""Wiring of what talks to the provider: for the worker and the command line alone."""

from hotline.gateways.sms import Origin, Provider
from hotline.gateways.twilio import twilio_provider
from hotline.gateways.twilio_http import TIMEOUT_SECONDS
from hotline.settings import TWILIO_API_URL, Settings


def make_provider(settings: Settings, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Provider:
    """Twilio. Where the settings name no other address, the library's own are used."""
    is_real = settings.twilio_api_url == TWILIO_API_URL
    return twilio_provider(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        base_url=None if is_real else settings.twilio_api_url,
        timeout_seconds=timeout_seconds,
    )


def origin_of(settings: Settings) -> Origin:
    """How replies leave."""
    return Origin(settings.twilio_reply_from, settings.public_url)
