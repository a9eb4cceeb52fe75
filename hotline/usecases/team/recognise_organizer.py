"""Recognise who speaks to the bot: somebody on the team, or nobody."""

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
    """The organizer, noted as seen now, and in their private chat as reachable.

    None for everybody else: no trace is kept.

    `name` and `language` as Telegram gives them; a language once chosen is not overwritten.
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
