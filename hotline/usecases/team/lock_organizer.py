"""Lock a member of the team: a lost phone can do nothing until an owner has looked.

**Idempotent:** locking a locked member is refused, naming who locked them and when.
"""

from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import UNDO_WITHIN, Act
from hotline.domain.approvals import Shared
from hotline.domain.errors import RefusedError
from hotline.domain.people import Member, Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.invitations import withdraw_invitations
from hotline.store.notices import give_up_notices_to
from hotline.store.organizers import change_organizer, count_locked_by, get_member
from hotline.store.settings import read_settings
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.require_role import require_another_owner, require_role
from hotline.vault import Vault


def lock_organizer(
    actor: Organizer, organizer_id: int, *, database: Database, now: datetime
) -> tuple[int, Member]:
    """Lock a member, and withdraw the invitations that they have open.

    An organizer may have one member locked at a time, and so may an owner where a change of the
    team needs an approval: a stolen phone must not lock everybody out. If no owner is left who can
    act, see unlock_owners.

    Args:
        organizer_id: whom to lock; the actor may lock themselves.

    Returns:
        (the audit entry's id, the member who was locked).

    Raises:
        RefusedError: not_allowed, no_such_member, already_locked (naming who was faster),
            last_owner (who wants to lock themselves), one_lock_each
    """
    subject = subjects.organizer(organizer_id)
    with database.transaction() as connection:
        require_role(connection, actor, Role.ORGANIZER)
        settings = read_settings(connection)
        member = get_member(connection, database.vault, organizer_id)
        if member is None:
            raise RefusedError(Refusal.NO_SUCH_MEMBER)
        if member.locked_at is not None:
            faster = last_act_facts(connection, [Act.LOCK], subject=subject)
            raise RefusedError(Refusal.ALREADY_LOCKED, **faster)
        if actor.id == organizer_id and member.organizer.role is Role.OWNER:
            require_another_owner(connection, organizer_id)
        is_bound = actor.role is not Role.OWNER or Shared.CHANGE_TEAM in settings.two_people
        if is_bound and count_locked_by(connection, actor.id):
            raise RefusedError(Refusal.ONE_LOCK_EACH)
        change_organizer(connection, organizer_id, locked_at=now, locked_by=actor.id)
        withdraw_invitations(connection, now, inviter_id=organizer_id)
        give_up_notices_to(connection, organizer_id, now)
        audit_id = record_act(connection, Act.LOCK, actor, now=now, subject=subject)
        return audit_id, member


def unlock_organizer(
    actor: Organizer, organizer_id: int, *, database: Database, now: datetime
) -> Member:
    """Unlock a member. Owners may, and for ten minutes also the organizer who locked them.

    Returns:
        The member, as they were before.

    Raises:
        RefusedError: no_such_member, owners_only (not_allowed in the locker's own ten minutes),
            not_locked (naming who was faster)
    """
    with database.transaction() as connection:
        return lift_lock(connection, database.vault, actor, organizer_id, seen=None, now=now)


def lift_lock(
    connection: Connection,
    vault: Vault,
    actor: Organizer,
    organizer_id: int,
    *,
    seen: datetime | None,
    now: datetime,
) -> Member:
    """Unlock a member, inside the caller's transaction.

    `seen`: when they were locked, if only that lock is to be undone. Raises
    RefusedError("no_such_member" | "owners_only" | "not_allowed" | "not_locked" | "overtaken").
    """
    # The lock makes team acts come one after the other: what is read now is what is changed.
    read_settings(connection, for_update=True)
    subject = subjects.organizer(organizer_id)
    member = get_member(connection, vault, organizer_id)
    if member is None:
        raise RefusedError(Refusal.NO_SUCH_MEMBER)
    is_own = member.locked_by == actor.id
    is_fresh = member.locked_at is not None and now - member.locked_at <= UNDO_WITHIN
    require_role(connection, actor, Role.ORGANIZER if is_own and is_fresh else Role.OWNER)
    if member.locked_at is None:
        faster = last_act_facts(connection, [Act.UNLOCK], subject=subject)
        raise RefusedError(Refusal.NOT_LOCKED, **faster)
    if seen not in (None, member.locked_at):
        faster = last_act_facts(connection, [Act.LOCK], subject=subject)
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    change_organizer(connection, organizer_id, locked_at=None, locked_by=None)
    record_act(connection, Act.UNLOCK, actor, now=now, subject=subject)
    return member
