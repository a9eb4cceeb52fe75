"""How long a text is to Telegram: it counts UTF-16 code units, so an emoji counts as two.

Source: https://core.telegram.org/api/entities#entity-length
"""

# A text under a picture, after its marks are parsed. Source: Bot API, sendPhoto, `caption`.
LONGEST_CAPTION = 1024


def length(text: str) -> int:
    """The length in UTF-16 code units; marks count too."""
    return len(text.encode("utf-16-le")) // 2


def shortened(text: str, room: int) -> str:
    """The first `room` code units and an ellipsis; a text that fits stays as it is."""
    if length(text) <= room:
        return text
    return text.encode("utf-16-le")[: 2 * room].decode("utf-16-le", errors="ignore") + "…"
