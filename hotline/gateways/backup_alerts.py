"""Backup alerts, the second way to reach people: any service that Apprise supports (ALERT_URLS).

The addresses hold secrets. Messages pass through other companies, so they hold no personal data.
"""

import logging
from collections.abc import Sequence

from apprise import Apprise, AppriseAsset

log = logging.getLogger(__name__)


class BackupAlerts:
    """Sends to all addresses. `unreadable`: how many of them Apprise does not understand."""

    def __init__(self, urls: Sequence[str]) -> None:
        # One after the other, in this thread. Nothing is loaded from the disk or kept on it.
        asset = AppriseAsset(async_mode=False, plugin_paths=[], secure_logging=True)
        # One Apprise object per address, so that each reports whether its message was sent.
        services = [Apprise(url, asset=asset) for url in urls]
        self._services = [service for service in services if len(service)]
        self.addresses = len(self._services)
        self.unreadable = len(services) - self.addresses

    def tell(self, title: str, body: str) -> int:
        """Send to all; how many accepted it. Each slow address may take half a minute."""
        return sum(_notify(service, title, body) for service in self._services)


def _notify(service: Apprise, title: str, body: str) -> bool:
    """Whether this address accepted it. One that fails does not keep the others from it."""
    try:
        return bool(service.notify(body=body, title=title))
    except Exception as error:  # noqa: BLE001  (a plugin of Apprise's, about which we know nothing)
        log.warning("an address of ALERT_URLS failed: %s", type(error).__name__)
        return False
