"""Everything that a check-up examines besides the store."""

from dataclasses import dataclass

from hotline.gateways.backup_alerts import BackupAlerts
from hotline.gateways.redis_probe import RedisProbe
from hotline.gateways.sms import Provider
from hotline.gateways.webhook_probe import WebhookProbe
from hotline.settings import Settings

# Time-out of each request of a check-up: it makes about a dozen, and somebody waits for it.
LOOKING_SECONDS = 8


@dataclass(frozen=True)
class CheckupTargets:
    """What a check-up examines: the provider, our public address, the queue, and our settings."""

    provider: Provider
    probe: WebhookProbe
    queue: RedisProbe
    lines: tuple[str, ...]
    reply_from: str | None
    public_url: str
    backup_alerts: BackupAlerts


def checkup_targets_of(settings: Settings, provider: Provider) -> CheckupTargets:
    """The targets of a check-up. Connects to nothing yet."""
    sid, token = settings.twilio_account_sid, settings.twilio_auth_token
    return CheckupTargets(
        provider,
        WebhookProbe(settings.public_url, sid, token),
        RedisProbe(settings.redis_url),
        settings.twilio_numbers,
        settings.twilio_reply_from,
        settings.public_url,
        BackupAlerts(settings.alert_urls),
    )
