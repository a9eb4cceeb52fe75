"""Mark an organizer unreachable: they have blocked the bot. The others are told, once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.store.database import Database
from hotline.store.notices import add_notices, give_up_notices_to
from hotline.store.organizers import find_organizer, set_unreachable


@dataclass(frozen=True)
class OrganizerUnreachable(Facts):
    """The organizer who cannot be reached."""

    organizer_id: int


ORGANIZER_UNREACHABLE = NoticeKind("organizer_unreachable", OrganizerUnreachable)


def mark_unreachable(telegram_id: int, *, database: Database, now: datetime) -> None:
    """Mark the organizer of this Telegram account; strangers change nothing."""
    with database.transaction() as connection:
        found = find_organizer(connection, database.vault, telegram_id)
        if found is not None:
            record_unreachable(connection, found.id, now)


def record_unreachable(connection: Connection, organizer_id: int, now: datetime) -> None:
    """Mark them, inside the caller's transaction, and give up the notices that wait for them.

    They are reachable again once they write to the bot.
    """
    give_up_notices_to(connection, organizer_id, now)
    if set_unreachable(connection, organizer_id, now):
        facts = OrganizerUnreachable(organizer_id)
        add_notices(connection, ORGANIZER_UNREACHABLE, facts, now=now)
