"""One table from Twilio's error codes to what is certain about the SMS.

Meanings: twilio.com/docs/api/errors. A code that is not here is judged by its HTTP status alone,
because Twilio says that causes may be given other codes.
"""

from hotline.domain.errors import Outcome

# Certainly not created, and what is wrong is our account or its sender, not this reply: it may
# leave once a person has mended it, and expires by itself otherwise.
_ACCOUNT = (
    "20003 20005 10001 20403 90010 20404 "  # credentials, account suspended or inactive
    "21212 21606 21659 21660 21608 "  # sender not ours, trial account
    "21703 21704 21705 63038"  # no usable sender in the service, daily limit
)
# Certainly not created, and worth trying again soon.
_BUSY = "20429 21611"

_ACCOUNT_CODES = frozenset(int(code) for code in _ACCOUNT.split())
_TEMPORARY = _ACCOUNT_CODES | frozenset(int(code) for code in _BUSY.split())


def outcome_of(status: int, code: int | None) -> Outcome:
    """What an error answer of `POST Messages` means for the SMS."""
    if status == 429 or code in _TEMPORARY:
        return Outcome.TEMPORARY
    # 408: it gave up on us, perhaps after it had understood.
    if 400 <= status < 500 and status != 408:
        return Outcome.PERMANENT
    # 5xx, and 3xx or 2xx that the library could not take: it may exist.
    return Outcome.UNKNOWN


def needs_people(code: int | None) -> bool:
    """Whether nothing at all can be sent until somebody mends the account or its sender."""
    return code in _ACCOUNT_CODES
