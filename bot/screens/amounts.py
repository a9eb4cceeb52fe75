"""Amounts in the facts of a notice or a refusal, in words."""

from collections.abc import Mapping
from typing import Any

from hotline.words import Words


def amounts_in_words(facts: Mapping[str, Any], words: Words) -> dict[str, object]:
    """`micros` becomes `amount`, and `cap_micros` becomes `cap`, in the currency of the facts."""
    return {
        name.removesuffix("_micros") if name != "micros" else "amount": words.money(
            value, facts["currency"]
        )
        for name, value in facts.items()
        if name.endswith("micros") and value is not None
    }
