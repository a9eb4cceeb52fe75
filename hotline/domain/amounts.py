"""Amounts as people write them: `50`, `1 000,50 €`, `0.16`, `10 %`."""

import re

from hotline.domain.errors import RejectedError
from hotline.domain.money import to_micros
from hotline.domain.refusals import Refusal

# Thousands may be grouped by spaces, as in French. The currency stands before or after.
_AMOUNT = re.compile(
    r"[€$£]?\s*(?P<whole>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]{1,9})"
    r"(?P<part>[.,][0-9]{1,6})?\s*(?:€|\$|£|(?:EUR|USD|CHF|GBP)\b)?(?=\s|$)",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"([0-9]{1,5})\s*%?")


def split_amount(text: str) -> tuple[int, str]:
    """(micros, what follows the amount). Raises RejectedError("not_an_amount")."""
    found = _AMOUNT.match(text.strip())
    if found is None:
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    whole = re.sub(r"\s", "", found["whole"])
    return to_micros(whole + (found["part"] or "")), text.strip()[found.end() :].strip()


def read_amount(text: str) -> int:
    """Micros. Raises RejectedError("not_an_amount") if anything follows the amount."""
    micros, rest = split_amount(text)
    if rest:
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    return micros


def read_percent(text: str) -> int:
    """`10`, `10%`, `10 %` → 10. Raises RejectedError("not_a_percent")."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise RejectedError(Refusal.NOT_A_PERCENT)
    return int(found[1])
