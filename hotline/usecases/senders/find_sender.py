"""Find the sender that an organizer means: by handle (`#412`) or by number (`+33612345678`)."""

import re
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.numbers import NumberKind, as_typed, read_dialled
from hotline.domain.people import Sender
from hotline.domain.refusals import Refusal
from hotline.store.senders import add_sender, find_sender_id, get_sender
from hotline.store.settings import read_settings
from hotline.vault import Vault

_NOT_NAMED_BY_NUMBER = (NumberKind.INVALID, NumberKind.WITHHELD, NumberKind.LETTERS)
_HANDLE = re.compile(r"#?([0-9]{1,12})")


def find_sender(
    connection: Connection, vault: Vault, text: str, *, now: datetime, add: bool = False
) -> Sender:
    """Find the sender and lock their row. `add`: a number that never reached us gets a row.

    Raises RejectedError("not_a_sender") or RefusedError("no_such_sender").
    """
    compact = re.sub(r"[\s./()-]", "", as_typed(text))
    handle = _HANDLE.fullmatch(compact)
    sender_id = int(handle[1]) if handle and not _looks_dialled(compact) else None
    if sender_id is None:
        sender_id = _by_number(connection, vault, compact, now, add=add)
    found = None if sender_id is None else get_sender(connection, vault, sender_id, lock=True)
    if found is None:
        raise RefusedError(Refusal.NO_SUCH_SENDER)
    return found


def _looks_dialled(compact: str) -> bool:
    # 0612345678 is a number as people dial it at home, not handle 612345678.
    return compact.startswith("0") and len(compact) > 6


def _by_number(
    connection: Connection, vault: Vault, compact: str, now: datetime, *, add: bool
) -> int | None:
    home = read_settings(connection).home_country
    dialled = "+" + compact[2:] if compact.startswith("00") else compact
    number = read_dialled(dialled, region=home)
    if number.kind in _NOT_NAMED_BY_NUMBER:
        raise RejectedError(Refusal.NOT_A_SENDER)
    if add:
        return add_sender(connection, vault, number, now)
    return find_sender_id(connection, vault, number)
