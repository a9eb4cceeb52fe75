"""How many segments an SMS is billed as, and which characters make it more expensive.

The alphabet and the packing follow Twilio's own calculator
(TwilioDevEd/message-segment-calculator) and its GSM-7 glossary page: no national shift tables.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_EXTENSION = frozenset("^{}[]~|\\€\f")

# The nearest spelling in GSM-7. A character that is not here and has no plain base letter gets no
# suggestion.
_PLAIN = {
    "’": "'", "‘": "'", "‚": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‹": "'",
    "›": "'", "…": "...", "–": "-", "—": "-", "−": "-", "•": "-", "·": ".", "`": "'", "´": "'",
    "œ": "oe", "Œ": "OE", "°": "o", "²": "2", "³": "3", "\t": " ",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200b": "", "\ufeff": "", "\u00ad": "",
}  # fmt: skip


class Encoding(StrEnum):
    """GSM-7: 160 characters, or 153 per segment of several. UCS-2: 70, or 67."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


@dataclass(frozen=True)
class Size:
    """The size of a text. `units` are septets (GSM-7) or UTF-16 units (UCS-2)."""

    encoding: Encoding
    units: int
    segments: int


@dataclass(frozen=True)
class CostlyCharacter:
    """A character that forces UCS-2, and what could replace it (None: nothing)."""

    character: str
    suggestion: str | None


def measure(text: str) -> Size:
    """How `text` is encoded and billed. An empty text is one segment: it is still an SMS."""
    if all(character in _GSM7 or character in _GSM7_EXTENSION for character in text):
        widths = [2 if character in _GSM7_EXTENSION else 1 for character in text]
        return _pack(Encoding.GSM7, widths, single=160, part=153)
    widths = [len(cluster.encode("utf-16-le")) // 2 for cluster in _clusters(text)]
    return _pack(Encoding.UCS2, widths, single=70, part=67)


def costly_characters(text: str) -> list[CostlyCharacter]:
    """The characters outside GSM-7, each once, in order of appearance."""
    seen = dict.fromkeys(text)
    targets = (c for c in seen if c not in _GSM7 and c not in _GSM7_EXTENSION)
    return [CostlyCharacter(character, _suggest(character)) for character in targets]


def plain_spelling(text: str) -> str:
    """`text` with each costly character replaced by its suggestion, if it has one."""
    replaced = {c.character: c.suggestion for c in costly_characters(text)}
    return "".join(c if replaced.get(c) is None else str(replaced[c]) for c in text)


def without_costly(text: str) -> str:
    """`text` in its plain spelling, without the costly characters that have none."""
    plain = plain_spelling(text)
    left = {c.character for c in costly_characters(plain)}
    return "".join(c for c in plain if c not in left)


def _pack(encoding: Encoding, widths: list[int], *, single: int, part: int) -> Size:
    units = sum(widths)
    if units <= single:
        return Size(encoding, units, 1)
    segments, room = 1, part
    for width in widths:
        # A pair (an escape and its character, or an emoji) is never split over two segments.
        if width > room:
            segments, room = segments + 1, part
        # A cluster longer than a whole segment continues in the next ones.
        whole_parts = (width - 1) // part
        segments += whole_parts
        room -= width - whole_parts * part
    return Size(encoding, units, segments)


def _suggest(character: str) -> str | None:
    if character in _PLAIN:
        return _PLAIN[character]
    base = unicodedata.normalize("NFKD", character)
    plain = "".join(c for c in base if not unicodedata.combining(c))
    return plain if plain != character and plain and all(c in _GSM7 for c in plain) else None


def _clusters(text: str) -> Iterator[str]:
    """Split as Twilio does: a letter with its accents, or an emoji with its parts, stays whole."""
    cluster = ""
    for character in text:
        if cluster and not _continues(cluster, character):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _continues(cluster: str, character: str) -> bool:
    if cluster[-1] == "\r":
        return character == "\n"
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Mc"):
        return True
    joiner, skin_tones = "\u200d", range(0x1F3FB, 0x1F400)
    if character == joiner or cluster[-1] == joiner or ord(character) in skin_tones:
        return True
    return _is_flag_half(character) and len(cluster) == 1 and _is_flag_half(cluster)


def _is_flag_half(character: str) -> bool:
    return 0x1F1E6 <= ord(character) <= 0x1F1FF
