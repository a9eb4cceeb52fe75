"""Require a role: the actor's role is read again, in the transaction of the act.

The lock on the settings makes team acts come one after the other: of two owners who remove each
other at the same time, only one succeeds.
"""

from sqlalchemy import Connection

from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.people import Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role, may
from hotline.store.organizers import count_others, is_admitted, who_could_agree
from hotline.store.settings import read_settings


def require_role(connection: Connection, actor: Organizer, needed: Role) -> None:
    """Refuse an actor without the role, removed or locked, and lock the settings.

    Raises RefusedError("owners_only") where an owner is needed, RefusedError("not_allowed")
    for the other roles.
    """
    read_settings(connection, for_update=True)
    roles = [role for role in Role if may(role, needed)]
    if not is_admitted(connection, actor.id, roles):
        raise RefusedError(Refusal.OWNERS_ONLY if needed is Role.OWNER else Refusal.NOT_ALLOWED)


def require_company(connection: Connection, consent: Consent, organizer_id: int) -> None:
    """Refuse to take away alone the last other one who could agree, by this consent.

    Raises RefusedError("needs_two").
    """
    agreeing = set(who_could_agree(connection))
    if organizer_id in agreeing and not agreeing - {organizer_id, consent.by}:
        consent.require(Effect.BE_ALONE)


def require_another_owner(connection: Connection, organizer_id: int) -> None:
    """Refuse if this organizer is the last owner: nobody could manage the team without them.

    Raises RefusedError("last_owner").
    """
    if not count_others(connection, organizer_id, Role.OWNER):
        raise RefusedError(Refusal.LAST_OWNER)
