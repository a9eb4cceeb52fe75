"""The reply text: what the SMS says, and what may be written in it."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from hotline.domain.errors import RejectedError

MAX_CHARACTERS = 1600  # Twilio refuses more (error 21617)

# The first version, before anybody writes their own: one GSM-7 segment each.
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


@dataclass(frozen=True)
class ReplyText:
    """One version of what the SMS says in one language."""

    id: int
    language: str
    version: int
    body: str
    created_at: datetime
    author_id: int | None = None


def clean_text(text: str) -> str:
    """`text` as it will be sent: composed accents, no blank edges, no control characters.

    Raises RejectedError("text_empty" | "text_too_long").
    """
    composed = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    kept = "".join(c for c in composed if c == "\n" or unicodedata.category(c) != "Cc")
    if not kept:
        raise RejectedError("text_empty")
    if len(kept) > MAX_CHARACTERS:
        raise RejectedError("text_too_long", limit=MAX_CHARACTERS)
    return kept
