"""Ids in callback data: whole numbers that fit the store, since anybody can forge the data."""

from hotline.domain.errors import RefusedError
from hotline.domain.refusals import Refusal

_LARGEST = 2**63 - 1


def id_from(text: str) -> int:
    """The id that `text` holds. Raises RefusedError("nothing_there") if it holds none."""
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > _LARGEST:
        raise RefusedError(Refusal.NOTHING_THERE)
    return int(text[:20])
