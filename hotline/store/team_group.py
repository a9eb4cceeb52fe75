"""Queries on the team's group in Telegram: at most one."""

from datetime import datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import incident_cards, team_group
from hotline.vault import Vault


def read_group(connection: Connection, vault: Vault) -> int | None:
    """The group's chat id; None: the team has none."""
    secret = connection.execute(select(team_group.c.chat_secret)).scalar_one_or_none()
    return None if secret is None else int(vault.read(secret))


def put_group(
    connection: Connection, vault: Vault, chat_id: int, *, organizer_id: int, now: datetime
) -> None:
    """Set the group. The cards of a former group are sent again, to this one."""
    values = {
        "chat_secret": vault.hide(str(chat_id)),
        "key_id": vault.key_id,
        "organizer_id": organizer_id,
        "since": now,
    }
    statement = insert(team_group).values(id=1, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
    _forget_cards(connection)


def move_group(connection: Connection, vault: Vault, chat_id: int) -> None:
    """Change the id of the group: it became a supergroup, so its cards are sent again."""
    values = {"chat_secret": vault.hide(str(chat_id)), "key_id": vault.key_id}
    connection.execute(team_group.update().values(**values))
    _forget_cards(connection)


def remove_group(connection: Connection) -> bool:
    """Remove the group; whether there was one."""
    _forget_cards(connection)
    return connection.execute(delete(team_group)).rowcount == 1


def _forget_cards(connection: Connection) -> None:
    connection.execute(delete(incident_cards).where(incident_cards.c.organizer_id.is_(None)))
