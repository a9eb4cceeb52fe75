"""Amounts in the facts of a notice or a refusal, in words."""

from collections.abc import Mapping
from typing import Any

from hotline.words import Words

# What was spent, spared, left or asked for: a sum, whose cents are enough. The others, prices and
# caps, are said as they are set.
_SUMS = ("spent", "saved", "left", "inbound", "needed")


def amounts_in_words(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    """`micros` becomes `amount`, and `cap_micros` becomes `cap`, in the currency of the facts."""
    found: dict[str, object] = {}
    for name, value in facts.items():
        if not name.endswith("micros") or value is None:
            continue
        short = name.removesuffix("micros").removesuffix("_")
        say = words.cents if short in _SUMS else words.money
        found[short or "amount"] = say(value, facts["currency"])
    return found
