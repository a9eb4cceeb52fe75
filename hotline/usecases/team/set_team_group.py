"""Use a Telegram group as the team's, if an owner wants it: cards are shown there too.

**Idempotent:** a group that is the team's already is refused. Changes from Telegram's side are
noted here as well: a group can get another id, or remove the bot.
"""

from datetime import datetime

from hotline.domain.acts import Act
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.database import Database
from hotline.store.team_group import move_group, put_group, read_group, remove_group
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_role


def set_team_group(actor: Organizer, chat_id: int, *, database: Database, now: datetime) -> None:
    """Make a group the team's, in place of any other. Only owners may.

    Args:
        chat_id: Telegram's id of the group.

    Raises:
        RefusedError: owners_only, group_unchanged
    """
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        if read_group(connection, database.vault) == chat_id:
            raise RefusedError(Refusal.GROUP_UNCHANGED)
        put_group(connection, database.vault, chat_id, organizer_id=actor.id, now=now)
        record_act(connection, Act.USE_GROUP, actor, now=now)


def is_team_group(chat_id: int, *, database: Database) -> bool:
    """Whether this chat is the team's group."""
    with database.transaction() as connection:
        return read_group(connection, database.vault) == chat_id


def follow_group(chat_id: int, new_chat_id: int, *, database: Database) -> None:
    """Note the group's new id: Telegram gives one when a group becomes a supergroup.

    **Idempotent:** an id that is not, or no longer, that of the team's group changes nothing.
    """
    with database.transaction() as connection:
        if read_group(connection, database.vault) == chat_id:
            move_group(connection, database.vault, new_chat_id)


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
        remove_group(connection)
        record_act(connection, Act.LEAVE_GROUP, actor, now=now)
