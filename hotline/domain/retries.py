"""When to try again what a busy provider certainly did not take."""

from datetime import timedelta

_FIRST_SECONDS = 15
_LONGEST_SECONDS = 900


def wait_before(attempt: int, *, seed: int, asked_seconds: int | None = None) -> timedelta:
    """The wait before attempt `attempt` (1 is the first retry): doubling, spread, bounded.

    `seed` (the reply's id) spreads replies that were refused together. What the provider asked
    for is honoured, however long.
    """
    doubled = min(_FIRST_SECONDS * 2 ** min(attempt - 1, 10), _LONGEST_SECONDS)
    spread = 1 + (seed * 37 % 50) / 100
    return timedelta(seconds=max(doubled * spread, asked_seconds or 0))
