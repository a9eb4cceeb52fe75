"""The second way to be told: whatever service Apprise knows by its address (ALERT_URLS).

Addresses hold secrets, and what is sent passes through other companies: no personal data.
"""

from collections.abc import Sequence

from apprise import Apprise, AppriseAsset


class SecondWay:
    """Tells everybody behind the addresses. `unreadable`: how many Apprise does not know."""

    def __init__(self, urls: Sequence[str]) -> None:
        # One after the other, in this thread; nothing is loaded from, or kept on, the disk.
        asset = AppriseAsset(async_mode=False, plugin_paths=[], secure_logging=True)
        self._apprise = Apprise(asset=asset)
        self.unreadable = sum(not self._apprise.add(url) for url in urls)
        self.addresses = len(self._apprise)

    def tell(self, title: str, body: str) -> int:
        """How many have taken it. A few seconds for each that is slow; never raises."""
        return sum(bool(service.notify(body=body, title=title)) for service in self._apprise)
