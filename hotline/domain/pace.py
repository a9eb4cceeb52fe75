"""The pace of a line: how many replies may leave now, so that it never sends faster than it may.

Carriers take so many segments a second from each number; what is faster waits in the provider's
queue, where it cannot be called off any more.
"""

from datetime import datetime, timedelta

# What may leave at once: what a line may send in this time, and at least one reply.
_BURST = timedelta(seconds=2)


class Pace:
    """Credits of segments, by sender. One thread uses it; it is kept as long as the process runs.

    It starts without any credit, so a process that restarts again and again sends no faster.
    """

    def __init__(self, segments_per_second: float) -> None:
        self._rate = segments_per_second
        self._credits: dict[str, float] = {}
        self._counted_at: dict[str, datetime] = {}

    def room(self, sender: str, *, segments: int, waiting: int, now: datetime) -> int:
        """How many more replies of `segments` each may leave by `sender`.

        `waiting`: replies that were let go before, and have not left yet.
        """
        burst = max(self._rate * _BURST.total_seconds(), segments)
        passed = max(now - self._counted_at.get(sender, now), timedelta(0)).total_seconds()
        self._counted_at[sender] = now
        credit = min(self._credits.get(sender, 0.0) + passed * self._rate, burst)
        self._credits[sender] = credit
        return max(int(min(credit, burst - waiting * segments) // segments), 0)

    def spend(self, sender: str, segments: int) -> None:
        """So many segments have been let go."""
        self._credits[sender] = self._credits.get(sender, 0.0) - segments
