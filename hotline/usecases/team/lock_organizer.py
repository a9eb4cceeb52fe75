"""Lock a member of the team: a lost phone can do nothing until an owner has looked.

**Idempotent:** locking a locked member is refused, naming who locked them and when.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from hotline.domain import subjects
from hotline.domain.acts import UNDO_WITHIN, Act
from hotline.domain.approvals import Shared
from hotline.domain.consents import Consent, Effect
from hotline.domain.errors import RefusedError
from hotline.domain.facts import Facts
from hotline.domain.people import Member, Organizer
from hotline.domain.refusals import Refusal
from hotline.domain.roles import Role
from hotline.store.audit import last_act_facts
from hotline.store.database import Database
from hotline.store.invitations import withdraw_invitations
from hotline.store.notices import give_up_notices_to
from hotline.store.organizers import (
    LockState,
    change_organizer,
    count_locked_by,
    get_lock,
    get_member,
    is_admitted,
    reachable_organizer_ids,
)
from hotline.store.settings import read_settings
from hotline.usecases.acts.alone_or_ask import alone_or_ask
from hotline.usecases.acts.record_act import record_act
from hotline.usecases.acts.request_approval import Asked
from hotline.usecases.acts.require_role import require_another_owner, require_role


@dataclass(frozen=True)
class LockProposal(Facts):
    """Whom to lock, or to unlock."""

    organizer_id: int


@dataclass(frozen=True)
class Locked:
    """Who is locked now. `audit_id`: of the act, to undo it."""

    organizer_id: int
    audit_id: int


def lock_organizer(
    actor: Organizer, organizer_id: int, *, database: Database, now: datetime
) -> tuple[int, Member] | Asked:
    """Lock a member, and withdraw the invitations that they have open.

    An organizer may have one member locked at a time, and so may an owner where a change of the
    team needs an approval: a stolen phone must not lock everybody out. To lock the last owner who
    can act takes two people. If no owner is left, see unlock_owners.

    Args:
        organizer_id: whom to lock; the actor may lock themselves.

    Returns:
        (the audit entry's id, the member who was locked); Asked if a second person must agree.

    Raises:
        RefusedError: not_allowed, no_such_member, already_locked (naming who was faster),
            last_owner (who wants to lock themselves), one_lock_each, asked_already, too_new,
            nobody_to_agree
    """
    with database.transaction() as connection:
        member = get_member(connection, database.vault, organizer_id)
        if member is None:
            raise RefusedError(Refusal.NO_SUCH_MEMBER)
        done = alone_or_ask(
            connection,
            actor,
            Act.LOCK,
            LockProposal(organizer_id),
            now=now,
            do=lambda consent: put_lock(connection, consent, organizer_id, now),
        )
        return done if isinstance(done, Asked) else (done.audit_id, member)


def put_lock(connection: Connection, consent: Consent, organizer_id: int, now: datetime) -> Locked:
    """Lock a member, inside the caller's transaction.

    Raises RefusedError("not_allowed" | "no_such_member" | "already_locked" | "last_owner" |
    "one_lock_each" | "needs_two").
    """
    actor, subject = consent.author, subjects.organizer(organizer_id)
    require_role(connection, actor, Role.ORGANIZER)
    lock = get_lock(connection, organizer_id)
    if lock is None:
        raise RefusedError(Refusal.NO_SUCH_MEMBER)
    if lock.locked_at is not None:
        faster = last_act_facts(connection, [Act.LOCK], subject=subject)
        raise RefusedError(Refusal.ALREADY_LOCKED, **faster)
    if lock.role is Role.OWNER and actor.id == organizer_id:
        require_another_owner(connection, organizer_id)
    two_people = read_settings(connection).two_people
    is_bound = actor.role is not Role.OWNER or Shared.CHANGE_TEAM in two_people
    if is_bound and count_locked_by(connection, actor.id):
        raise RefusedError(Refusal.ONE_LOCK_EACH)
    if lock.role is Role.OWNER and not _others_at_work(connection, organizer_id):
        consent.require(Effect.FREEZE_OWNERS)
    change_organizer(connection, organizer_id, locked_at=now, locked_by=actor.id)
    withdraw_invitations(connection, now, inviter_id=organizer_id)
    give_up_notices_to(connection, organizer_id, now)
    return Locked(organizer_id, record_act(connection, Act.LOCK, actor, now=now, subject=subject))


def _others_at_work(connection: Connection, organizer_id: int) -> bool:
    """Whether another owner can act: one whom Telegram cannot reach does not know of anything."""
    owners = reachable_organizer_ids(connection, roles=(Role.OWNER,))
    return any(owner != organizer_id for owner in owners)


@dataclass(frozen=True)
class Unlocked:
    """Who is locked no longer."""

    organizer_id: int


def unlock_organizer(
    actor: Organizer, organizer_id: int, *, database: Database, now: datetime
) -> Member | Asked:
    """Unlock a member. Owners may, and for ten minutes also the organizer who locked them.

    Whom another owner has locked takes two people, where two can agree.

    Returns:
        The member, as they were before; Asked if a second person must agree first.

    Raises:
        RefusedError: no_such_member, owners_only (not_allowed in the locker's own ten minutes),
            not_locked (naming who was faster), asked_already, too_new, nobody_to_agree
    """
    with database.transaction() as connection:
        member = get_member(connection, database.vault, organizer_id)
        if member is None:
            raise RefusedError(Refusal.NO_SUCH_MEMBER)
        done = alone_or_ask(
            connection,
            actor,
            Act.UNLOCK,
            LockProposal(organizer_id),
            now=now,
            do=lambda consent: lift_lock(connection, consent, organizer_id, seen=None, now=now),
        )
        return done if isinstance(done, Asked) else member


def lift_lock(
    connection: Connection,
    consent: Consent,
    organizer_id: int,
    *,
    seen: datetime | None,
    now: datetime,
) -> Unlocked:
    """Unlock a member, inside the caller's transaction.

    `seen`: when they were locked, if only that lock is to be undone. Raises
    RefusedError("no_such_member" | "owners_only" | "not_allowed" | "not_locked" | "overtaken" |
    "needs_two").
    """
    # The lock makes team acts come one after the other: what is read now is what is changed.
    read_settings(connection, for_update=True)
    actor, subject = consent.author, subjects.organizer(organizer_id)
    lock = get_lock(connection, organizer_id)
    if lock is None:
        raise RefusedError(Refusal.NO_SUCH_MEMBER)
    is_own = lock.locked_by == actor.id
    is_fresh = lock.locked_at is not None and now - lock.locked_at <= UNDO_WITHIN
    require_role(connection, actor, Role.ORGANIZER if is_own and is_fresh else Role.OWNER)
    if lock.locked_at is None:
        faster = last_act_facts(connection, [Act.UNLOCK], subject=subject)
        raise RefusedError(Refusal.NOT_LOCKED, **faster)
    if seen not in (None, lock.locked_at):
        faster = last_act_facts(connection, [Act.LOCK], subject=subject)
        raise RefusedError(Refusal.OVERTAKEN, **faster)
    if not is_own and _is_of_an_owner(connection, lock):
        consent.require(Effect.ADMIT)
    change_organizer(connection, organizer_id, locked_at=None, locked_by=None)
    record_act(connection, Act.UNLOCK, actor, now=now, subject=subject)
    return Unlocked(organizer_id)


def _is_of_an_owner(connection: Connection, lock: LockState) -> bool:
    """Whether the lock is of somebody who is an owner now, and so may have had a reason."""
    return lock.locked_by is not None and is_admitted(connection, lock.locked_by, [Role.OWNER])
