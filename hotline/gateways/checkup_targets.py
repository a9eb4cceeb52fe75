"""Everything that a check-up looks at beside the store."""

from dataclasses import dataclass

from hotline.gateways.backup_alerts import SecondWay
from hotline.gateways.redis_probe import QueueMemory
from hotline.gateways.sms import Provider
from hotline.gateways.webhook_probe import FrontDoor
from hotline.settings import Settings

# What only looks may give up soon: a check-up asks a dozen times, and somebody waits for it.
LOOKING_SECONDS = 8


@dataclass(frozen=True)
class Outside:
    """The provider, our own address as others see it, and the queue; and how we are set up."""

    provider: Provider
    door: FrontDoor
    queue: QueueMemory
    lines: tuple[str, ...]
    reply_from: str | None
    public_url: str
    second_way: SecondWay


def outside_of(settings: Settings, provider: Provider) -> Outside:
    """Connects to nothing yet."""
    sid, token = settings.twilio_account_sid, settings.twilio_auth_token
    return Outside(
        provider,
        FrontDoor(settings.public_url, sid, token),
        QueueMemory(settings.redis_url),
        settings.twilio_numbers,
        settings.twilio_reply_from,
        settings.public_url,
        SecondWay(settings.alert_urls),
    )
