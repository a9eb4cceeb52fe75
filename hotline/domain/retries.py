"""When to try again what a busy provider certainly did not take."""

from datetime import timedelta

_FIRST_SECONDS = 15
_LONGEST_SECONDS = 900
# What a provider may ask for; beyond that we ask again ourselves.
_LONGEST_ASKED_SECONDS = 3600


def wait_before(attempt: int, *, seed: int, asked_seconds: float = 0) -> timedelta:
    """The wait before attempt `attempt` (1 is the first retry): doubling, spread, bounded.

    `seed` (the reply's id) spreads replies that were refused together; never sooner than the
    provider asked (`asked_seconds`).
    """
    doubled = min(_FIRST_SECONDS * 2 ** min(attempt - 1, 10), _LONGEST_SECONDS)
    spread = 1 + (seed * 37 % 50) / 100
    asked = min(asked_seconds, _LONGEST_ASKED_SECONDS)
    return timedelta(seconds=max(doubled, asked) * spread)
