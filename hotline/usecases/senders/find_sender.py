"""Find the sender that an organizer means: by handle (`#412`) or by number (`+33612345678`)."""

from datetime import datetime
from functools import partial

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError, RejectedError
from hotline.domain.people import Sender
from hotline.domain.refusals import Refusal
from hotline.domain.written.senders import read_sender
from hotline.store.senders import add_sender, find_sender_id, get_sender
from hotline.store.settings import read_settings
from hotline.vault import Vault


def find_sender(
    connection: Connection, vault: Vault, text: str, *, now: datetime, add: bool = False
) -> Sender:
    """Find the sender and lock their row. `add`: a number that never reached us gets a row.

    Raises RejectedError("not_a_sender") or RefusedError("no_such_sender").
    """
    named = read_sender(text, read_settings(connection).home_country)
    if named is None:
        raise RejectedError(Refusal.NOT_A_SENDER)
    if isinstance(named, int):
        sender_id: int | None = named
    else:
        find = partial(add_sender, now=now) if add else find_sender_id
        sender_id = find(connection, vault, named)
    found = None if sender_id is None else get_sender(connection, vault, sender_id, lock=True)
    if found is None:
        raise RefusedError(Refusal.NO_SUCH_SENDER)
    return found
