"""Amounts as people write them: `50`, `1 000,50 €`, `50 euros`, `€50`, `0.16`, `10 %`.

`1,000` is one to some and a thousand to others: it is never read, but asked about.
"""

import re

from hotline.domain.errors import RejectedError
from hotline.domain.money import to_micros
from hotline.domain.refusals import Refusal

_MARK = r"(?:€|\$|£|(?:euros?|eur|usd|chf|gbp|dollars?|francs?|pounds?|livres?)(?![^\W\d_]))"
_SPACES = " \u00a0\u202f"
# Thousands are grouped by spaces or apostrophes; by commas or dots, where that is certain.
_AMOUNT = re.compile(
    rf"(?:{_MARK}\s*)?"
    rf"(?P<whole>[0-9]{{1,3}}(?:(?P<by>[{_SPACES}'’.,])[0-9]{{3}}(?:(?P=by)[0-9]{{3}})*)|[0-9]{{1,9}})"
    rf"(?P<part>[.,][0-9]{{1,6}})?\s*{_MARK}?(?=\s|$|[,;:](?:\s|$))",
    re.IGNORECASE,
)
_PERCENT = re.compile(r"([0-9]{1,5})\s*%?")


def split_amount(text: str) -> tuple[int, str]:
    """(micros, what follows the amount).

    Raises RejectedError("not_an_amount"), or "unsure_amount" for what may mean two amounts.
    """
    text = text.strip()
    found = _AMOUNT.match(text)
    if found is None:
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    micros = to_micros(_digits(found["whole"], found["by"] or "", found["part"] or ""))
    return micros, text[found.end() :].lstrip(",;:").strip()


def read_amount(text: str) -> int:
    """Micros. Raises RejectedError as `split_amount`, and if anything follows the amount."""
    micros, rest = split_amount(text)
    if rest:
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    return micros


def _digits(whole: str, by: str, part: str) -> str:
    """`1.234.567,50` → `1234567,50`. `by`: what stands between the thousands."""
    grouped = "".join(one for one in whole if one.isdecimal()) + part
    if by not in (".", ","):
        return grouped
    first, *groups = whole.split(by)
    if part.startswith(by):
        raise RejectedError(Refusal.NOT_AN_AMOUNT)
    if part or len(groups) > 1:
        return grouped
    if first.startswith("0"):
        return whole
    # Written with the same sign, so that whoever reads it knows their own amount again.
    little = f"{first}{by}{groups[0]}".rstrip("0").rstrip(by)
    raise RejectedError(Refusal.UNSURE_AMOUNT, written=whole, little=little, much=grouped)


def read_percent(text: str) -> int:
    """`10`, `10%`, `10 %` → 10. Raises RejectedError("not_a_percent")."""
    found = _PERCENT.fullmatch(text.strip())
    if found is None:
        raise RejectedError(Refusal.NOT_A_PERCENT)
    return int(found[1])
