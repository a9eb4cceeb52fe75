"""Find the sender that an organizer means: by handle (`#412`) or by number (`+33612345678`)."""

import re
from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.numbers import Number, NumberKind, as_typed, read_dialled
from hotline.domain.people import Sender
from hotline.domain.refusals import Refusal
from hotline.store.senders import add_sender, find_sender_id, get_sender
from hotline.store.settings import read_settings
from hotline.vault import Vault

_NOT_NAMED_BY_NUMBER = (NumberKind.INVALID, NumberKind.WITHHELD, NumberKind.LETTERS)
# What stands between and around the digits where a number was copied from a text.
_BETWEEN = re.compile(r"[\s./()\[\]<>«»“”\"'·,;:_-]")
_LONGEST_HANDLE = 6
_FEWEST_DIGITS = 8
_HANDLE = re.compile(r"#?([0-9]{1,12})")


def find_sender(
    connection: Connection, vault: Vault, text: str, *, now: datetime, add: bool = False
) -> Sender:
    """Find the sender and lock their row. `add`: a number that never reached us gets a row.

    Raises RejectedError("not_a_sender") or RefusedError("no_such_sender").
    """
    compact = _BETWEEN.sub("", as_typed(text))
    handle = _HANDLE.fullmatch(compact)
    home = read_settings(connection).home_country
    sender_id = int(handle[1]) if handle and not _looks_dialled(compact, home) else None
    if sender_id is None:
        number = _as_number(compact, home)
        if number.kind in _NOT_NAMED_BY_NUMBER:
            raise RejectedError(Refusal.NOT_A_SENDER)
        find = partial(add_sender, now=now) if add else find_sender_id
        sender_id = find(connection, vault, number)
    found = None if sender_id is None else get_sender(connection, vault, sender_id, lock=True)
    if found is None:
        raise RefusedError(Refusal.NO_SUCH_SENDER)
    return found


def _looks_dialled(compact: str, home: str) -> bool:
    """0612345678 and 33612345678 are numbers as people write them, not handles."""
    if compact.startswith("0"):
        return len(compact) > _LONGEST_HANDLE
    if compact.startswith("#") or len(compact) < _FEWEST_DIGITS:
        return False
    return _as_number(compact, home).kind not in _NOT_NAMED_BY_NUMBER


def _as_number(compact: str, home: str) -> Number:
    """As it is dialled at home; else with the country code, whose sign was left out."""
    dialled = "+" + compact[2:] if compact.startswith("00") else compact
    number = read_dialled(dialled, region=home)
    if number.kind in _NOT_NAMED_BY_NUMBER and not dialled.startswith(("+", "0")):
        return read_dialled("+" + dialled, region=home)
    return number
