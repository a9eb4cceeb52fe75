"""The reply text: what the SMS says, and what may be written in it."""

import re
import unicodedata
import zlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hotline.domain.errors import RejectedError
from hotline.domain.refusals import Refusal

MAX_CHARACTERS = 1600  # Twilio refuses more (error 21617)

MAX_VARIANTS = 5
# Between variants, on a line of its own. Phones turn several hyphens into one dash.
_SEPARATOR = "\n---\n"
_DASHES = re.compile(r"\n[^\S\n]*(?:-{3,}|—+|–+)[^\S\n]*(?=\n)")

# The first version, until the team writes its own. One GSM-7 segment each.
DEFAULTS = {
    "fr": (
        "Bonjour. Si vous lisez ceci, vous avez mis une femme mal à l'aise. "
        "Quand elle dit non, inutile d'insister : respectez son choix. Merci."
    ),
    "en": (
        "Hello. If you are reading this, you have made a woman uncomfortable. "
        "When she says no, do not insist: respect her choice. Thank you."
    ),
}


class DraftStatus(StrEnum):
    """Kept in `drafts.status`."""

    OPEN = "open"
    # During a raid: a second person must agree.
    ASKED = "asked"
    KEPT = "kept"
    DISCARDED = "discarded"


# Drafts that may still become the reply text.
PENDING = (DraftStatus.OPEN, DraftStatus.ASKED)


@dataclass(frozen=True)
class ReplyText:
    """One version of the reply text in one language. `body` holds all of its variants."""

    id: int
    language: str
    version: int
    body: str
    created_at: datetime
    author_id: int | None = None

    @property
    def variants(self) -> list[str]:
        """The variants. A reply says one of them."""
        return variants_of(self.body)

    def variant_for(self, number: int) -> str:
        """The variant for the reply with this id: always the same one."""
        return draw_variant(self.body, number)


def variants_of(body: str) -> list[str]:
    """The variants of a text; usually one."""
    return body.split(_SEPARATOR)


def draw_variant(body: str, number: int) -> str:
    """One of the variants: as if at random, but always the same one for the same number."""
    variants = variants_of(body)
    return variants[zlib.crc32(str(number).encode()) % len(variants)]


def clean_text(text: str) -> str:
    """`text` as it will be kept: composed accents, no blank edges, no control characters.

    A line of dashes separates variants. Raises RejectedError("text_empty" | "text_too_long" |
    "too_many_variants").
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    kept = "".join(c for c in composed if c == "\n" or unicodedata.category(c) != "Cc")
    variants = [variant.strip() for variant in _DASHES.split(kept)]
    if not all(variants):
        raise RejectedError(Refusal.TEXT_EMPTY)
    if len(variants) > MAX_VARIANTS:
        raise RejectedError(Refusal.TOO_MANY_VARIANTS, limit=MAX_VARIANTS)
    if max(map(len, variants)) > MAX_CHARACTERS:
        raise RejectedError(Refusal.TEXT_TOO_LONG, limit=MAX_CHARACTERS)
    return _SEPARATOR.join(variants)
