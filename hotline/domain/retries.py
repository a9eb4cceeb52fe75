"""When to retry a send that a busy provider certainly did not accept."""

from datetime import timedelta

_FIRST_SECONDS = 15
_LONGEST_SECONDS = 900
# The longest wait that a provider may ask for; after it we try again anyway.
_LONGEST_ASKED_SECONDS = 3600


def wait_before(attempt: int, *, seed: int, asked_seconds: float = 0) -> timedelta:
    """The wait before attempt `attempt` (1 is the first retry): it doubles, up to 15 minutes.

    `seed` (the reply's id) adds up to 49 %, so that replies that were refused together do not
    return together. Never shorter than the provider asked (`asked_seconds`, at most an hour).
    """
    doubled = min(_FIRST_SECONDS * 2 ** min(attempt - 1, 10), _LONGEST_SECONDS)
    spread = 1 + (seed * 37 % 50) / 100
    asked = min(asked_seconds, _LONGEST_ASKED_SECONDS)
    return timedelta(seconds=max(doubled, asked) * spread)
