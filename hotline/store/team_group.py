"""Queries on the team's group in Telegram: at most one."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, literal, select
from sqlalchemy.dialects.postgresql import insert

from hotline.store.tables import incident_cards, lost_group, team_group
from hotline.vault import Vault

# How long a group that seems gone may still turn out to have become a supergroup.
_MAY_COME_BACK = timedelta(days=1)


@dataclass(frozen=True)
class TeamGroup:
    """The group. `thread_id`: its topic in which the team is told; None: it has no topics."""

    chat_id: int = field(repr=False)
    thread_id: int | None


def read_team_group(connection: Connection, vault: Vault) -> TeamGroup | None:
    """The group; None: the team has none."""
    query = select(team_group.c.chat_secret, team_group.c.thread_id)
    row = connection.execute(query).one_or_none()
    return None if row is None else TeamGroup(int(vault.read(row.chat_secret)), row.thread_id)


def read_group(connection: Connection, vault: Vault) -> int | None:
    """The group's chat id; None: the team has none."""
    group = read_team_group(connection, vault)
    return None if group is None else group.chat_id


def put_group(
    connection: Connection,
    vault: Vault,
    chat_id: int,
    *,
    organizer_id: int,
    now: datetime,
    thread_id: int | None = None,
) -> None:
    """Set the group. The cards of a former group are sent again, to this one."""
    values = {
        "chat_secret": vault.hide(str(chat_id)),
        "key_id": vault.key_id,
        "thread_id": thread_id,
        "organizer_id": organizer_id,
        "since": now,
    }
    statement = insert(team_group).values(id=1, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))
    _forget_cards(connection)


def move_group(
    connection: Connection, vault: Vault, chat_id: int, new_chat_id: int, now: datetime | None
) -> bool:
    """Change the id of the group: it became a supergroup, so its cards are sent again.

    Also if it had seemed to be gone within the day before `now`. False: it is not the team's.
    """
    secrets = {"chat_secret": vault.hide(str(new_chat_id)), "key_id": vault.key_id}
    if read_group(connection, vault) == chat_id:
        connection.execute(team_group.update().values(**secrets, thread_id=None))
        _forget_cards(connection)
        return True
    lost = connection.execute(select(lost_group)).one_or_none()
    if lost is None or now is None or now - lost.lost_at > _MAY_COME_BACK:
        return False
    if int(vault.read(lost.chat_secret)) != chat_id or read_group(connection, vault) is not None:
        return False
    who = lost.organizer_id
    put_group(connection, vault, new_chat_id, organizer_id=who, now=now)
    connection.execute(delete(lost_group))
    return True


def lose_group(connection: Connection, now: datetime) -> None:
    """Note that the group seems to be gone. Its id is kept, since it may have become another."""
    connection.execute(delete(lost_group))
    columns = ["id", "chat_secret", "key_id", "organizer_id"]
    found = select(
        *(team_group.c[name] for name in columns), literal(now, lost_group.c.lost_at.type)
    )
    connection.execute(lost_group.insert().from_select([*columns, "lost_at"], found))
    remove_group(connection)


def remove_group(connection: Connection) -> bool:
    """Remove the group; whether there was one."""
    _forget_cards(connection)
    return connection.execute(delete(team_group)).rowcount == 1


def _forget_cards(connection: Connection) -> None:
    connection.execute(delete(incident_cards).where(incident_cards.c.organizer_id.is_(None)))
