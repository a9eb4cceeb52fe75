"""Wiring of the provider's gateways, only for the worker and the command line."""

from hotline.gateways.sms import Origin, Provider
from hotline.gateways.twilio import twilio_provider
from hotline.gateways.twilio_http import TIMEOUT_SECONDS
from hotline.settings import TWILIO_API_URL, Settings


def make_provider(settings: Settings, *, timeout_seconds: float = TIMEOUT_SECONDS) -> Provider:
    """Twilio as the provider, at the library's own hosts unless TWILIO_API_URL names another."""
    is_real = settings.twilio_api_url == TWILIO_API_URL
    return twilio_provider(
        settings.twilio_account_sid,
        settings.twilio_auth_token,
        base_url=None if is_real else settings.twilio_api_url,
        timeout_seconds=timeout_seconds,
    )


def origin_of(settings: Settings) -> Origin:
    """How replies are sent."""
    return Origin(settings.twilio_reply_from, settings.public_url)
