"""Find the messages that must vanish from somebody's chat, and note that they are gone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from hotline.store.database import Database
from hotline.store.organizers import get_organizer
from hotline.store.vanishing_messages import (
    Vanishing,
    due_to_vanish,
    forget_vanishing,
    put_off_vanishing,
)


@dataclass(frozen=True)
class VanishingMessage:
    """One of them, and whose chat it is in."""

    message: Vanishing
    chat_id: int = field(repr=False)


def find_expiring_messages(*, database: Database, now: datetime) -> list[VanishingMessage]:
    """Those whose time has come; whoever is out or locked keeps none either."""
    with database.transaction() as connection:
        found = []
        for message in due_to_vanish(connection, now):
            whose = get_organizer(connection, database.vault, message.organizer_id)
            if whose is not None:
                found.append(VanishingMessage(message, whose.telegram_id))
        return found


def note_vanished(message: Vanishing, *, database: Database) -> None:
    """It is gone."""
    with database.transaction() as connection:
        forget_vanishing(connection, message)


def try_later(message: Vanishing, *, wait: timedelta, database: Database, now: datetime) -> None:
    """Telegram was away."""
    with database.transaction() as connection:
        put_off_vanishing(connection, message, now, wait=wait)
