"""Find the messages that must vanish from an organizer's chat, and note that they are gone."""

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
    """A message that must vanish, and the chat that it is in."""

    message: Vanishing
    chat_id: int = field(repr=False)


def find_expiring_messages(*, database: Database, now: datetime) -> list[VanishingMessage]:
    """Find the messages whose time has come, also in chats of removed and locked organizers.

    A number that was revealed must not stay on a phone that has left the team.
    """
    with database.transaction() as connection:
        found = []
        for message in due_to_vanish(connection, now):
            whose = get_organizer(connection, database.vault, message.organizer_id)
            if whose is not None:
                found.append(VanishingMessage(message, whose.telegram_id))
        return found


def note_vanished(message: Vanishing, *, database: Database) -> None:
    """Note that the message is gone from the chat, or can never be deleted."""
    with database.transaction() as connection:
        forget_vanishing(connection, message)


def try_later(message: Vanishing, *, wait: timedelta, database: Database, now: datetime) -> None:
    """Put the message off by `wait`: Telegram did not answer."""
    with database.transaction() as connection:
        put_off_vanishing(connection, message, now, wait=wait)
