"""Use a Telegram group as the team's, if an owner wants it: cards are shown there too.

**Idempotent:** a group that is the team's already is refused. Changes from Telegram's side are
noted here as well: a group can get another id, or remove the bot.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.facts import NoFacts
from hotline.domain.notices import plain_kind
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.notices import note_told, tell
from hotline.store.organizers import reachable_organizer_ids
from hotline.store.team_group import (
    TeamGroup,
    lose_group,
    move_group,
    put_group,
    read_group,
    read_team_group,
    remove_group,
)
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role

GROUP_REFUSES = plain_kind("group_refuses")


def set_team_group(
    actor: Organizer,
    chat_id: int,
    *,
    database: Database,
    now: datetime,
    thread_id: int | None = None,
) -> None:
    """Make a group the team's, in place of any other. Only owners may. See check_group.

    Args:
        chat_id: Telegram's id of the group.
        thread_id: its topic, in a group that has topics: what is sent elsewhere may be refused.

    Raises:
        RefusedError: owners_only, group_unchanged
    """
    with database.transaction() as connection:
        _require_another_group(connection, database, actor, TeamGroup(chat_id, thread_id))
        put_group(
            connection,
            database.vault,
            chat_id,
            organizer_id=actor.id,
            now=now,
            thread_id=thread_id,
        )
        record_act(connection, Act.USE_GROUP, actor, now=now)


def check_group(
    actor: Organizer, chat_id: int, *, database: Database, thread_id: int | None = None
) -> None:
    """Whether they may make this group the team's: nothing is changed before it takes a message.

    Raises:
        RefusedError: owners_only, group_unchanged
    """
    with database.transaction() as connection:
        _require_another_group(connection, database, actor, TeamGroup(chat_id, thread_id))


def _require_another_group(
    connection: Connection, database: Database, actor: Organizer, group: TeamGroup
) -> None:
    require_role(connection, actor, Role.OWNER)
    if read_team_group(connection, database.vault) == group:
        raise RefusedError(Refusal.GROUP_UNCHANGED)


def is_team_group(chat_id: int, *, database: Database) -> bool:
    """Whether this chat is the team's group."""
    with database.transaction() as connection:
        return read_group(connection, database.vault) == chat_id


def follow_group(
    chat_id: int, new_chat_id: int, *, database: Database, now: datetime | None = None
) -> None:
    """Note the group's new id: Telegram gives one when a group becomes a supergroup.

    Telegram may refuse the former group as deleted before it tells of the new one.

    **Idempotent:** an id that is not, or no longer, that of the team's group changes nothing.
    """
    with database.transaction() as connection:
        move_group(connection, database.vault, chat_id, new_chat_id, now)


def report_refusing_group(*, database: Database, now: datetime) -> None:
    """Tell the owners, once a day, that the group takes no message of ours."""
    with database.transaction() as connection:
        if note_told(connection, f"group_refuses:{now:%Y-%m-%d}", now):
            owners = reachable_organizer_ids(connection, roles=(Role.OWNER,))
            tell(connection, owners, GROUP_REFUSES, NoFacts(), now=now)


def leave_group(
    chat_id: int | None, *, database: Database, now: datetime, actor: Organizer | None = None
) -> None:
    """Stop using the team's group: an owner wants it, or the group removed the bot.

    Args:
        chat_id: only if this is the team's group; None: the group there is.
        actor: the owner who wants it; None: nobody did, and everybody is told.

    Raises:
        RefusedError: owners_only, no_group (both only for an actor)
    """
    with database.transaction() as connection:
        if actor is not None:
            require_role(connection, actor, Role.OWNER)
        group = read_group(connection, database.vault)
        if group is None or chat_id not in (None, group):
            if actor is not None:
                raise RefusedError(Refusal.NO_GROUP)
            return
        if actor is None:
            lose_group(connection, now)
        else:
            remove_group(connection)
        record_act(connection, Act.LEAVE_GROUP, actor, now=now)
