"""Recognise who writes to the bot: an organizer, or a stranger."""

from datetime import datetime

from hotline.domain.people import Organizer
from hotline.store.database import Database
from hotline.store.organizers import change_organizer, find_organizer, identity_of


def recognise_organizer(
    telegram_id: int,
    *,
    name: str,
    language: str | None,
    database: Database,
    now: datetime,
    is_private: bool = True,
) -> Organizer | None:
    """Find the organizer of a Telegram account, and note that they were seen now.

    Args:
        name: as Telegram gives it now.
        language: as Telegram gives it; one that is kept already is not overwritten.
        is_private: they write in their private chat, so the bot can reach them there.

    Returns:
        The organizer; None for strangers, removed and locked ones, of whom no trace is kept.
    """
    with database.transaction() as connection:
        found = find_organizer(connection, database.vault, telegram_id)
        if found is None:
            return None
        values: dict[str, object] = {"last_seen_at": now}
        if is_private:
            values["unreachable_since"] = None
        if found.name != name:
            values |= identity_of(database.vault, telegram_id, name)
        if found.language is None and language is not None:
            values["language"] = language
        change_organizer(connection, found.id, **values)
        return Organizer(found.id, telegram_id, name, found.role, found.language or language)
