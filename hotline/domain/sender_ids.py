"""Whether the address that replies are sent from can send them at all.

French mobile numbers must not be used by machines: carriers block what they send (Twilio help
article 223133827). The United States and Canada do not allow senders made of letters.
"""

import re
from collections.abc import Iterable

from hotline.domain.checkups import Check, Finding, advice, fine, wrong
from hotline.domain.numbers import NumberKind, read_number

_NO_LETTERS = frozenset({"US", "CA"})
_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")


def judge_sender(sender: str, countries: Iterable[str]) -> Finding:
    """Judge `sender`: a number of ours, letters, or the sid of a messaging service (MG…)."""
    if _SERVICE.fullmatch(sender):
        return advice(Check.SENDER, "service")
    if not is_number(sender):
        without = sorted(_NO_LETTERS & set(countries))
        if without:
            return advice(Check.SENDER, "letters", sender=sender, countries=without)
        return fine(Check.SENDER, sender=sender)
    number = read_number(sender)
    if (number.country, number.kind) == ("FR", NumberKind.MOBILE):
        return wrong(Check.SENDER, "french_mobile", sender=sender)
    return fine(Check.SENDER, sender=sender)


def is_number(sender: str) -> bool:
    """Whether `sender` is a number, which must then be a line of the account."""
    return sender.startswith("+")
