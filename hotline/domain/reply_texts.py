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
# Between variants, as they are kept.
_SEPARATOR = "\n---\n"
# As people type it, without its spaces. Phones turn two hyphens into one long dash.
_DASHES = re.compile(r"-{3,}|-*[—–][-—–]*")

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
    """One version of the reply text in one language. `body` holds all of its variants.

    `removed_at`: since then senders get another language instead.
    """

    id: int
    language: str
    version: int
    body: str
    created_at: datetime
    author_id: int | None = None
    removed_at: datetime | None = None

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

    A line of dashes separates variants; one before the first or after the last separates nothing.
    Raises RejectedError("text_empty" | "text_too_long" | "too_many_variants").
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    kept = "".join(c for c in composed if c == "\n" or unicodedata.category(c) != "Cc")
    variants = _separated(kept)
    if not variants:
        raise RejectedError(Refusal.TEXT_EMPTY)
    if len(variants) > MAX_VARIANTS:
        raise RejectedError(Refusal.TOO_MANY_VARIANTS, limit=MAX_VARIANTS)
    if max(map(len, variants)) > MAX_CHARACTERS:
        raise RejectedError(Refusal.TEXT_TOO_LONG, limit=MAX_CHARACTERS)
    return _SEPARATOR.join(variants)


def _separated(text: str) -> list[str]:
    """The variants in a text as it was typed. What has no words in it is none."""
    found: list[list[str]] = [[]]
    for line in text.split("\n"):
        if _DASHES.fullmatch("".join(line.split())):
            found.append([])
        else:
            found[-1].append(line)
    variants = ("\n".join(lines).strip() for lines in found)
    return [one for one in variants if one]
