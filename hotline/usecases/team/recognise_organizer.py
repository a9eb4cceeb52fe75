"""Recognise who writes to the bot: an organizer, or a stranger."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.facts import Facts
from hotline.domain.notices import NoticeKind
from hotline.domain.people import Organizer, unique_name
from hotline.store.database import Database
from hotline.store.notices import add_notices
from hotline.store.organizers import change_organizer, find_organizer, identity_of, names_of_others
from hotline.vault import Vault


@dataclass(frozen=True)
class RenamedFacts(Facts):
    """Who has another name in Telegram. The names themselves are looked up."""

    organizer_id: int


RENAMED = NoticeKind("renamed", RenamedFacts)


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
        name: as Telegram gives it now. If it looks like somebody else's, a number is added.
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
            name = unique_name(name, names_of_others(connection, database.vault, found.id))
        if found.name != name:
            values |= _rename(connection, database.vault, found, name, now)
        if found.language is None and language is not None:
            values["language"] = language
        change_organizer(connection, found.id, **values)
        return Organizer(found.id, telegram_id, name, found.role, found.language or language)


def _rename(
    connection: Connection, vault: Vault, found: Organizer, name: str, now: datetime
) -> dict[str, object]:
    """The columns of the new name. The others are told, unless it is their first one."""
    values = identity_of(vault, found.telegram_id, name)
    values["former_name_secret"] = vault.hide(found.name)
    if found.name:
        facts = RenamedFacts(found.id)
        add_notices(connection, RENAMED, facts, now=now, except_organizer_id=found.id)
    return values
