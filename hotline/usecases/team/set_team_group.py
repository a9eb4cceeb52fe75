"""Use a Telegram group as the team's, where an owner wants it: cards are shown there too.

Twice: refused, it is the group already. What becomes of the group by itself is noted here as well:
it may change its id, or put the bot out.
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
    """Raises RefusedError("group_unchanged" | "owners_only")."""
    with database.transaction() as connection:
        require_role(connection, actor, Role.OWNER)
        if read_group(connection, database.vault) == chat_id:
            raise RefusedError(Refusal.GROUP_UNCHANGED)
        put_group(connection, database.vault, chat_id, organizer_id=actor.id, now=now)
        record_act(connection, Act.USE_GROUP, actor, now=now)


def is_team_group(chat_id: int, *, database: Database) -> bool:
    """Whether this is the team's group."""
    with database.transaction() as connection:
        return read_group(connection, database.vault) == chat_id


def follow_group(chat_id: int, new_chat_id: int, *, database: Database) -> None:
    """The group became a supergroup. Twice, or another group: nothing."""
    with database.transaction() as connection:
        if read_group(connection, database.vault) == chat_id:
            move_group(connection, database.vault, new_chat_id)


def leave_group(
    chat_id: int | None, *, database: Database, now: datetime, actor: Organizer | None = None
) -> None:
    """The team has no group any more: `actor` wanted it so, or nobody did and all are told.

    `chat_id` None: whichever it is. Raises RefusedError("no_group") to an actor.
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
