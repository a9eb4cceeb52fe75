"""Require a role: who acts is looked up afresh, in the transaction of the act.

Team acts come one after the other, by the lock on the settings: two owners who remove each other
at once do not both succeed.
"""

from sqlalchemy import Connection

from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role, may
from hotline.store.organizers import count_others, is_admitted
from hotline.store.settings import read_settings


def require_role(connection: Connection, actor: Organizer, needed: Role) -> None:
    """Raises RefusedError("not_allowed" | "owners_only"). Locks the settings."""
    read_settings(connection, for_update=True)
    roles = [role for role in Role if may(role, needed)]
    if not is_admitted(connection, actor.id, roles):
        raise RefusedError(Refusal.OWNERS_ONLY if needed is Role.OWNER else Refusal.NOT_ALLOWED)


def require_another_owner(connection: Connection, organizer_id: int) -> None:
    """Raises RefusedError("last_owner"): without this one nobody could manage the team."""
    if not count_others(connection, organizer_id, Role.OWNER):
        raise RefusedError(Refusal.LAST_OWNER)
