"""Ids in callback data: whole numbers that fit the store, whatever somebody forged."""

from hotline.domain.errors import RefusedError

_LARGEST = 2**63 - 1


def id_from(text: str) -> int:
    """The id, or RefusedError("nothing_there")."""
    if not (text.isascii() and text.isdecimal()) or int(text[:20]) > _LARGEST:
        raise RefusedError("nothing_there")
    return int(text[:20])
