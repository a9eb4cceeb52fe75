"""Organizers and senders as the hotline shows them."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from hotline.domain.roles import Role

_NAME_LENGTH = 40


@dataclass(frozen=True)
class Organizer:
    """Somebody on the team. `telegram_id` is also the id of their private chat with the bot."""

    id: int
    telegram_id: int = field(repr=False)
    name: str = field(repr=False)
    role: Role
    language: str | None = None


@dataclass(frozen=True)
class Member:
    """Somebody on the team, as the others see them. `locked_by`: the organizer who locked them."""

    organizer: Organizer
    joined_at: datetime
    last_seen_at: datetime | None
    unreachable_since: datetime | None
    locked_at: datetime | None
    locked_by: int | None


@dataclass(frozen=True)
class Invitation:
    """An invitation that nobody has accepted yet."""

    id: int
    role: Role
    inviter_id: int
    expires_at: datetime


def clean_name(text: str) -> str:
    """A name from Telegram, on one line of at most 40 characters.

    Invisible characters are removed: they could reverse the line, or imitate somebody else's name.
    """
    seen = "".join(one for one in text if one.isspace() or unicodedata.category(one)[0] != "C")
    return " ".join(seen.split())[:_NAME_LENGTH].strip()


# Letters of other scripts that look like Latin ones, and digits that look like letters.
_LOOKALIKES = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁкмтвн", "aeopcyxijsdkmtbh", strict=True)),
        **dict(zip("αβεικνορτυχ", "abeiknoptux", strict=True)),
        **dict(zip("ı01|", "ioll", strict=True)),
    }
)


def unique_name(name: str, others: Iterable[str]) -> str:
    """`name`, or `name (2)`, if somebody else's looks the same: nobody is taken for another."""
    taken = {_looks(one) for one in others}
    found, number = name, 1
    while _looks(found) in taken:
        number += 1
        found = f"{name[: _NAME_LENGTH - 5]} ({number})"
    return found


def _looks(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold()).translate(_LOOKALIKES)
    return "".join(one for one in folded if one.isalnum() or one in "()")


@dataclass(frozen=True)
class Sender:
    """A phone number that reached us, as it may be shown. Its handle is `#id`.

    `blocked_in`: the id of the incident in which many senders were blocked at once.
    """

    id: int
    masked: str = field(repr=False)
    country: str | None
    texts: int
    calls: int
    last_seen_at: datetime
    blocked_at: datetime | None
    blocked_until: datetime | None
    blocked_by: int | None
    block_note: str | None = field(repr=False)
    blocked_in: int | None
    opted_out_at: datetime | None
