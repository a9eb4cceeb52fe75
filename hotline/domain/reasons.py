"""Why there is no reply, or why a reply is held or dropped."""

from enum import StrEnum


class Reason(StrEnum):
    """Kept in `inbounds.reason` and `replies.reason`. The catalogues hold the sentences."""

    # about the number
    OWN_LINE = "own_line"
    WITHHELD = "withheld"
    SHORT_CODE = "short_code"
    LETTERS = "letters"
    INVALID_NUMBER = "invalid_number"
    LANDLINE = "landline"
    NOT_MOBILE = "not_mobile"
    CHANNEL = "channel"
    COUNTRY = "country"
    # about the sender
    BLOCKED = "blocked"
    OPTED_OUT = "opted_out"
    KEYWORD = "keyword"
    MACHINE = "machine"
    ALREADY_ANSWERED = "already_answered"
    # about the hotline
    SUSPENDED = "suspended"
    BUDGET = "budget"
    PRICE_UNKNOWN = "price_unknown"
    EXPIRED = "expired"
    DROPPED_ON_RESUME = "dropped_on_resume"
    # about the traffic
    RAID = "raid"
    DRAIN = "drain"
    DROPPED_IN_RAID = "dropped_in_raid"
    # about the send
    REFUSED_BY_PROVIDER = "refused_by_provider"
    NO_ANSWER = "no_answer"
