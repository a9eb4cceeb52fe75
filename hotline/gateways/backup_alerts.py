"""Backup alerts, the second way to reach people: any service that Apprise supports (ALERT_URLS).

The addresses hold secrets. Messages pass through other companies, so they hold no personal data.
"""

from collections.abc import Sequence

from apprise import Apprise, AppriseAsset


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
        return sum(bool(service.notify(body=body, title=title)) for service in self._services)
