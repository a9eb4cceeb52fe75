"""The second way to be told: whatever service Apprise knows by its address (ALERT_URLS).

Addresses hold secrets, and what is sent passes through other companies: no personal data.
"""

from collections.abc import Sequence

from apprise import Apprise, AppriseAsset


class BackupAlerts:
    """Tells everybody behind the addresses. `unreadable`: how many Apprise does not know."""

    def __init__(self, urls: Sequence[str]) -> None:
        # One after the other, in this thread; nothing is loaded from, or kept on, the disk.
        asset = AppriseAsset(async_mode=False, plugin_paths=[], secure_logging=True)
        # One of Apprise for each, which says of each whether it went.
        services = [Apprise(url, asset=asset) for url in urls]
        self._services = [service for service in services if len(service)]
        self.addresses = len(self._services)
        self.unreadable = len(services) - self.addresses

    def tell(self, title: str, body: str) -> int:
        """How many have taken it. Half a minute for each that is slow."""
        return sum(bool(service.notify(body=body, title=title)) for service in self._services)
