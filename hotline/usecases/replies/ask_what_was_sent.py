"""Ask the provider what our lines have sent, before anything more is sent.

A store that was restored from a backup is older than the world: it would answer the day's texts a
second time. So after a gap in its own life, and before what was caught up is answered, nothing is
claimed until the provider's list was read and every message in it is known. **Idempotent:** a
message that is known already changes nothing. **On a crash** the list is read again.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.facts import Facts
from hotline.domain.modes import Mode
from hotline.domain.notices import NoticeKind
from hotline.domain.numbers import read_number
from hotline.domain.replies import LEFT, ReplyStatus
from hotline.domain.reply_lookups import SentSms
from hotline.gateways.sms import HistoryGateway
from hotline.parts import for_each
from hotline.store.database import Database
from hotline.store.notices import add_notices
from hotline.store.previews import note_sid
from hotline.store.replies import lock_reply
from hotline.store.senders import find_sender_id
from hotline.store.settings import change_settings, read_settings
from hotline.store.upkeep.store_life import note_alive
from hotline.store.upkeep.unmatched_messages import (
    add_unmatched,
    known_sent_sids,
    note_told,
    preview_in_doubt,
    reply_in_doubt,
    untold,
)
from hotline.usecases.replies.move_reply import move_reply
from hotline.vault import Vault


@dataclass(frozen=True)
class UnmatchedFound(Facts):
    """How many messages have left our lines that nobody here knows."""

    count: int


UNMATCHED_FOUND = NoticeKind("unmatched_found", UnmatchedFound)


def record_store_alive(*, database: Database, now: datetime) -> bool:
    """Note that the store is alive; after a gap, have the provider asked first.

    Returns:
        True if there was a gap.
    """
    with database.transaction() as connection:
        return note_alive(connection, now)


def find_unasked(*, database: Database) -> bool:
    """Whether the provider must be asked what was sent."""
    with database.transaction() as connection:
        return read_settings(connection).ask_sent_since is not None


def ask_what_was_sent(
    *, database: Database, gateway: HistoryGateway, senders: Iterable[str], now: datetime
) -> int:
    """Read the provider's list page by page, and suspend if a message in it is nobody's.

    Args:
        senders: what our replies are sent from: numbers, letters or the sid of a service.

    Returns:
        How many messages nobody knows.

    Raises:
        DeliveryError: the list cannot be read. Nothing is claimed until it can.
    """
    with database.transaction() as connection:
        since = read_settings(connection).ask_sent_since
    if since is None:
        return 0
    try:
        for_each(
            sorted(set(senders)),
            lambda sender: _read(gateway.sent_since(sender, since), database, now),
            what="a list of what was sent",
        )
    finally:
        # Whatever became of the other lists: what nobody knows stops everything.
        found = _tell(database, now)
    with database.transaction() as connection:
        # What was asked for meanwhile, from further back, is still to be read.
        if read_settings(connection, for_update=True).ask_sent_since == since:
            change_settings(connection, ask_sent_since=None)
    return found


def _read(pages: Iterator[list[SentSms]], database: Database, now: datetime) -> None:
    for page in pages:
        with database.transaction() as connection:
            _match(connection, database.vault, page, now)


def _match(connection: Connection, vault: Vault, page: list[SentSms], now: datetime) -> None:
    """Match the messages of a page with what we know, and keep those that are nobody's."""
    known = known_sent_sids(connection, [sms.sid for sms in page])
    for sms in page:
        # What failed reached nobody.
        if sms.sid in known or sms.status not in LEFT:
            continue
        number = read_number(sms.to)
        sender_id = find_sender_id(connection, vault, number)
        doubted = sender_id and reply_in_doubt(connection, sender_id, sms.created_at)
        if doubted and _is_explained(connection, doubted, sms, now):
            continue
        # Previews go to organizers' phones: not to somebody who texted the hotline.
        preview_id = None if sender_id else preview_in_doubt(connection, sms.created_at)
        if preview_id is None:
            add_unmatched(connection, vault, number, sms)
        else:
            note_sid(connection, preview_id, sms.sid)


def _is_explained(connection: Connection, reply_id: int, sms: SentSms, now: datetime) -> bool:
    """Whether this reply accounts for the message: it is looked up, or the message proves it."""
    state = lock_reply(connection, reply_id)
    if state is not None and state.status in (ReplyStatus.SENDING, ReplyStatus.UNKNOWN):
        return True
    return move_reply(connection, reply_id, sms.status, now=now, provider_sid=sms.sid, reason=None)


def _tell(database: Database, now: datetime) -> int:
    """Suspend and tell, if anything new is nobody's; how many are."""
    with database.transaction() as connection:
        read_settings(connection, for_update=True)
        found = untold(connection)
        if found:
            # Without an end: only an owner who has looked opens the hotline again.
            change_settings(connection, mode=Mode.SUSPENDED, mode_until=None)
            note_told(connection, now)
            add_notices(connection, UNMATCHED_FOUND, UnmatchedFound(found), now=now)
        return found
