"""Addresses: Twilio writes a channel other than SMS before the address, as in `whatsapp:+336…`."""

import re

# rcs:, whatsapp:, messenger:, and what comes after them.
_WITH_CHANNEL = re.compile(r"([a-z][a-z0-9_]{1,19}):(.*)", re.DOTALL)


def split_address(address: str) -> tuple[str | None, str]:
    """`"rcs:+33612345678"` → `("rcs", "+33612345678")`; an address of SMS has no channel: None."""
    found = _WITH_CHANNEL.fullmatch(address)
    return (found[1], found[2]) if found else (None, address)
