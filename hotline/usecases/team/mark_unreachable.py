"""Lose somebody: they have put the bot out of their private chat. The others are told, once."""

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
    """Who."""

    organizer_id: int


ORGANIZER_UNREACHABLE = NoticeKind("organizer_unreachable", OrganizerUnreachable)


def mark_unreachable(telegram_id: int, *, database: Database, now: datetime) -> None:
    """Nothing for somebody who is not on the team."""
    with database.transaction() as connection:
        found = find_organizer(connection, database.vault, telegram_id)
        if found is not None:
            record_unreachable(connection, found.id, now)


def record_unreachable(connection: Connection, organizer_id: int, now: datetime) -> None:
    """What waits for them will not be sent; they come back by writing to the bot."""
    give_up_notices_to(connection, organizer_id, now)
    if set_unreachable(connection, organizer_id, now):
        facts = OrganizerUnreachable(organizer_id)
        add_notices(connection, ORGANIZER_UNREACHABLE, facts, now=now)
