"""When to try again what a busy provider certainly did not take."""

from datetime import timedelta

_FIRST_SECONDS = 15
_LONGEST_SECONDS = 900


def wait_before(attempt: int, *, seed: int) -> timedelta:
    """The wait before attempt `attempt` (1 is the first retry): doubling, spread, bounded.

    `seed` (the reply's id) spreads replies that were refused together.
    """
    doubled = min(_FIRST_SECONDS * 2 ** min(attempt - 1, 10), _LONGEST_SECONDS)
    spread = 1 + (seed * 37 % 50) / 100
    return timedelta(seconds=doubled * spread)
