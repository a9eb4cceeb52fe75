"""What Twilio's error codes say for certain about an SMS.

Meanings: twilio.com/docs/api/errors. A code that is not listed here is judged by its HTTP status
alone, because Twilio says that it may use other codes for the same causes.
"""

from hotline.domain.errors import Failure, Meaning, Outcome

# Certainly not created. The fault is in our account or its sender, not in this reply: it can be
# sent after a person has fixed that, and otherwise expires by itself.
_ACCOUNT = (
    "20003 20005 10001 20403 90010 20404 30002 "  # credentials, account suspended or inactive
    "21212 21606 21659 21660 21608 "  # sender not ours, trial account
    "21703 21704 21705 63038 "  # no usable sender in the service, daily limit
    # A fault of ours, or of the reply text: every reply would be refused.
    "21602 21603 21604 21609 21617 21618 21619"
)
# Accepted, and then lost on the way, because carriers refuse our sender or our text: filtered
# (30007), not registered or verified (30032 to 30035), disabled (30037), daily limit (30023).
_OF_OURS = "30007 30022 30023 30032 30033 30034 30035 30037 30038 30039 30040 30044 30045 30455"
# Certainly not created, and worth a retry soon.
_BUSY = "20429 21611"
# A failed message costs a fee, except with these codes (Twilio help article 27502337507483).
_FREE = (
    "12400 20500 20504 30103 30500 63010 63012 30036 30002 30454 63038 90010 30450 21408 63013 "
    "63018 63021 63024 63032 30008"
)
# 0.001 USD since 30 September 2024. In another currency the same figure is assumed until the real
# price is known.
FAILED_FEE_MICROS = 1_000

_OF_OURS_CODES = frozenset(int(code) for code in _OF_OURS.split())
_ACCOUNT_CODES = frozenset(int(code) for code in _ACCOUNT.split())
_TEMPORARY = _ACCOUNT_CODES | frozenset(int(code) for code in _BUSY.split())
_FREE_CODES = frozenset(int(code) for code in _FREE.split())
_MEANINGS = {21610: Meaning.OPTED_OUT, 21408: Meaning.COUNTRY_NOT_ENABLED}


def outcome_of(status: int, code: int | None) -> Outcome:
    """What an error answer of `POST Messages` means for the SMS."""
    if status == 429 or code in _TEMPORARY or needs_people(status, code):
        return Outcome.TEMPORARY
    # 408: it stopped waiting for us, perhaps after it had understood.
    if 400 <= status < 500 and status != 408:
        return Outcome.PERMANENT
    # 5xx, and a 3xx or 2xx that the library could not handle: the SMS may exist.
    return Outcome.UNKNOWN


def needs_people(status: int, code: int | None) -> bool:
    """Whether nothing at all can be sent until somebody fixes the account or its sender.

    The statuses 401, 403 and 404 mean this by themselves: the account does not exist, or we may not
    use it.
    """
    return code in _ACCOUNT_CODES or (status in (401, 403, 404) and code not in _MEANINGS)


def meaning_of(code: int | None) -> Meaning | None:
    """What the code says about the sender or their country."""
    return None if code is None else _MEANINGS.get(code)


def failure_of(code: str | None) -> Failure:
    """What it means and costs when an accepted message fails, with this code if there is one."""
    number = int(code) if code else None
    return Failure(
        code,
        fee_micros=0 if number in _FREE_CODES else FAILED_FEE_MICROS,
        meaning=meaning_of(number),
        stops_all=number in _ACCOUNT_CODES,
        is_of_ours=number in _OF_OURS_CODES,
    )
