"""Whether something that works again and again still does: neither stuck nor always failing."""


class Pulse:
    """One thread tells it what it does, others ask. Moments are seconds of one clock."""

    def __init__(self, *, patience_seconds: float, failures: int) -> None:
        """It is unwell after so long without a success, and if it fails so often in a row."""
        self._patience = patience_seconds
        self._most_failures = failures
        self._began: float | None = None
        self._failing_since: float | None = None
        self._failures = 0

    def begin(self, now: float) -> None:
        """It begins a piece of work."""
        self._began = now

    def rest(self) -> None:
        """It is at work on nothing."""
        self._began = None

    def succeed(self) -> None:
        """That piece is done."""
        self._began = self._failing_since = None
        self._failures = 0

    def fail(self, now: float) -> None:
        """That piece has failed."""
        self._began = None
        self._failures += 1
        if self._failing_since is None:
            self._failing_since = now

    def is_well(self, now: float) -> bool:
        """Whether it may be relied on. Whoever has nothing to do is well."""
        if self._began is not None and now - self._began > self._patience:
            return False
        if self._failing_since is None or self._failures < self._most_failures:
            return True
        return now - self._failing_since <= self._patience
