"""What the network bills: its own count of segments, so that the hotline's is checked by another.

GSM 03.38 as ETSI has it: the basic table in the order of its codes, and the escape table.
"""

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\x1bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_ESCAPED = "\f^{}\\[~]|€"


def segments_of(text: str) -> int:
    """How many SMS parts `text` is carried and billed in."""
    if all(c in _BASIC or c in _ESCAPED for c in text):
        return _parts([1 + (c in _ESCAPED) for c in text], 160, 153)
    return _parts([1 + (ord(c) > 0xFFFF) for c in text], 70, 67)


def _parts(widths: list[int], alone: int, each: int) -> int:
    if sum(widths) <= alone:
        return 1
    parts, used = 1, 0
    for width in widths:
        if used + width > each:
            parts, used = parts + 1, 0
        used += width
    return parts


def charge(price: str, segments: int, *, surcharge: float = 1.0) -> str:
    """As Twilio writes a price: negative, with five decimals."""
    return f"-{float(price) * segments * surcharge:.5f}"
